namespace OpenIaaS.Console.Shell;

/// <summary>
/// The product's own icons, drawn on a grid of 24, known as Icons in every file (GlobalUsings.cs): the inner markup of one svg each, as <c>Glyph</c> and <c>MudIcon</c> take it.
/// The class on the group carries the stroke, so that the library's filled icons stay filled.
/// </summary>
public static class IconSet
{
    const string Open = "<g class=\"oi\">";
    const string Shut = "</g>";

    public const string Menu = Open + "<path d=\"M4 7h16M4 12h16M4 17h10\"/>" + Shut;
    public const string Search = Open + "<path d=\"M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14M20 20l-4-4\"/>" + Shut;
    public const string Down = Open + "<path d=\"M6 9l6 6 6-6\"/>" + Shut;
    public const string Next = Open + "<path d=\"M9 6l6 6-6 6\"/>" + Shut;
    public const string Previous = Open + "<path d=\"M15 6l-6 6 6 6\"/>" + Shut;
    public const string Up = Open + "<path d=\"M6 15l6-6 6 6\"/>" + Shut;
    public const string First = Open + "<path d=\"M17 6l-6 6 6 6M7 6v12\"/>" + Shut;
    public const string Last = Open + "<path d=\"M7 6l6 6-6 6M17 6v12\"/>" + Shut;
    public const string Plus = Open + "<path d=\"M12 5v14M5 12h14\"/>" + Shut;
    public const string Refresh = Open + "<path d=\"M20 11a8 8 0 1 0-2 6M20 4v7h-7\"/>" + Shut;
    public const string Download = Open + "<path d=\"M12 4v11M7 11l5 5 5-5M5 20h14\"/>" + Shut;
    public const string Upload = Open + "<path d=\"M12 15V4M7 9l5-5 5 5M5 20h14\"/>" + Shut;
    public const string Panes = Open + "<path d=\"M4 5h7v6H4zM13 5h7v6h-7zM4 13h7v6H4zM13 13h7v6h-7z\"/>" + Shut;
    public const string Filter = Open + "<path d=\"M4 5h16l-6 8v6l-4-2v-4z\"/>" + Shut;
    public const string Columns = Open + "<path d=\"M4 5h16v14H4zM10 5v14M15 5v14\"/>" + Shut;
    public const string More = Open + "<path d=\"M12 5v.01M12 12v.01M12 19v.01\"/>" + Shut;
    public const string Close = Open + "<path d=\"M6 6l12 12M18 6L6 18\"/>" + Shut;
    public const string Check = Open + "<path d=\"M5 12.5l4.5 4.5L19 7\"/>" + Shut;
    public const string Ok = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.5l2.7 2.7L16 9.8\"/>" + Shut;
    public const string Triangle = Open + "<path d=\"M12 4L2.8 19.5h18.4zM12 10v4M12 17v.01\"/>" + Shut;
    public const string Octagon = Open + "<path d=\"M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v5M12 16.2v.01\"/>" + Shut;
    public const string Info = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8v.01\"/>" + Shut;
    public const string Clock = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5l3 2\"/>" + Shut;
    public const string Pause = Open + "<path d=\"M9 6v12M15 6v12\"/>" + Shut;
    public const string Play = Open + "<path d=\"M8 5.5v13l10.5-6.5z\"/>" + Shut;
    public const string Stop = Open + "<path d=\"M6.5 6.5h11v11h-11z\"/>" + Shut;
    public const string Restart = Open + "<path d=\"M4 12a8 8 0 1 0 3-6.2M4 4v5h5\"/>" + Shut;
    public const string Terminal = Open + "<path d=\"M4 5h16v14H4zM8 10l3 2.5L8 15M13 15.5h3.5\"/>" + Shut;
    public const string Disc = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4\"/>" + Shut;
    public const string Eject = Open + "<path d=\"M12 5l7 8H5zM5 18h14\"/>" + Shut;
    public const string Mount = Open + "<path d=\"M12 14l7-8H5zM5 18h14\"/>" + Shut;
    public const string Copy = Open + "<path d=\"M9 9h11v11H9zM5 15H4V4h11v1\"/>" + Shut;
    public const string Move = Open + "<path d=\"M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4\"/>" + Shut;
    public const string Pencil = Open + "<path d=\"M4 20l1-4L16 5l3 3L8 19zM14 7l3 3\"/>" + Shut;
    public const string Trash = Open + "<path d=\"M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5\"/>" + Shut;
    public const string Buoy = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M5.7 5.7l3.8 3.8M18.3 5.7l-3.8 3.8M5.7 18.3l3.8-3.8M18.3 18.3l-3.8-3.8\"/>" + Shut;
    public const string Chat = Open + "<path d=\"M4 5h16v11H10l-5 4v-4H4z\"/>" + Shut;
    public const string Tools = Open + "<path d=\"M5 5l4 4M4 4l3 1 1 3M14 10l5-5M9 15l-5 5M13.5 13.5L19 19M16 4a4 4 0 0 0-2 6\"/>" + Shut;
    public const string Bell = Open + "<path d=\"M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 21h4\"/>" + Shut;
    public const string Moon = Open + "<path d=\"M20 14A8.5 8.5 0 0 1 10 4a8.5 8.5 0 1 0 10 10z\"/>" + Shut;
    public const string Shield = Open + "<path d=\"M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5\"/>" + Shut;
    public const string Dashboard = Open + "<path d=\"M4 13h7V4H4zM13 20h7v-9h-7zM4 20h7v-4H4zM13 8h7V4h-7z\"/>" + Shut;
    public const string Machine = Open + "<path d=\"M4 5h16v11H4zM9 20h6M12 16v4\"/>" + Shut;
    public const string Catalog = Open + "<path d=\"M12 4l9 5-9 5-9-5zM3.5 14l8.5 5 8.5-5\"/>" + Shut;
    public const string Blade = Open + "<path d=\"M4 4h16v6H4zM4 14h16v6H4zM8 7v.01M8 17v.01M12 7h5M12 17h5\"/>" + Shut;
    public const string Disk = Open + "<path d=\"M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3\"/>" + Shut;
    public const string Network = Open + "<path d=\"M9 3h6v5H9zM3 16h6v5H3zM15 16h6v5h-6zM12 8v4M6 16v-4h12v4\"/>" + Shut;
    public const string Replication = Open + "<path d=\"M4 8h13l-3-3.5M20 16H7l3 3.5\"/>" + Shut;
    public const string HighAvailability = Open + "<path d=\"M3 12h4l2.5-6 4 12 2.5-6h5\"/>" + Shut;
    public const string Backup = Open + "<path d=\"M3 5h18v4H3zM5 9v10h14V9M10 13h4\"/>" + Shut;
    public const string Calendar = Open + "<path d=\"M4 6h16v14H4zM4 10h16M8 3v4M16 3v4\"/>" + Shut;
    public const string Chart = Open + "<path d=\"M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6\"/>" + Shut;
    public const string Flask = Open + "<path d=\"M9 3h6M10 3v6l-5.5 9.5A1.7 1.7 0 0 0 6 21h12a1.7 1.7 0 0 0 1.5-2.5L14 9V3M7.5 15h9\"/>" + Shut;
    public const string Ticket = Open + "<path d=\"M4 7h16v3.5a1.5 1.5 0 0 0 0 3V17H4v-3.5a1.5 1.5 0 0 0 0-3zM14 7v10\"/>" + Shut;
    public const string List = Open + "<path d=\"M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01\"/>" + Shut;
    public const string Users = Open + "<path d=\"M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7M3 20c0-3.5 2.5-5.5 6-5.5s6 2 6 5.5M16 5.5a3 3 0 0 1 0 6M17.5 15c2.3.6 3.5 2.4 3.5 5\"/>" + Shut;
    public const string Key = Open + "<path d=\"M8 10a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M11.3 11.7L20 3M16 7l3 3\"/>" + Shut;
    public const string Snapshot = Open + "<path d=\"M4 8h4l1.5-3h5L16 8h4v11H4zM12 10a3 3 0 1 0 0 6 3 3 0 0 0 0-6\"/>" + Shut;
    public const string Tag = Open + "<path d=\"M4 4h8l8 8-8 8-8-8zM8.5 8.5v.01\"/>" + Shut;
    public const string Globe = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18\"/>" + Shut;
    public const string Bolt = Open + "<path d=\"M13 3L5 14h6l-1 7 8-11h-6z\"/>" + Shut;
    public const string Lock = Open + "<path d=\"M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3\"/>" + Shut;
    public const string ArrowRight = Open + "<path d=\"M4 12h16M14 6l6 6-6 6\"/>" + Shut;
    public const string Disabled = Open + "<path d=\"M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12h8\"/>" + Shut;
    public const string Pending = Open + "<path d=\"M12 3a9 9 0 0 1 4 1M19 6.4a9 9 0 0 1 1.9 4M20.7 14.5a9 9 0 0 1-2.4 4M14.5 20.7a9 9 0 0 1-5 0M5.6 18.4a9 9 0 0 1-2.4-4M3.1 10.4A9 9 0 0 1 5 6.4M8 4a9 9 0 0 1 1-.5\"/>" + Shut;
    public const string Pin = Open + "<path d=\"M9 4h6l-1 6 4 4H6l4-4zM12 14v6\"/>" + Shut;
    public const string ArrowDown = Open + "<path d=\"M12 5v14M6 13l6 6 6-6\"/>" + Shut;
    public const string Processor = Open + "<path d=\"M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4\"/>" + Shut;
    public const string Hcl = Open + "<path d=\"M8 4C6 4 5 5 5 7v2c0 1.6-.7 2.6-2 3 1.3.4 2 1.4 2 3v2c0 2 1 3 3 3M16 4c2 0 3 1 3 3v2c0 1.6.7 2.6 2 3-1.3.4-2 1.4-2 3v2c0 2-1 3-3 3\"/>" + Shut;
    public const string Wrench = Open + "<path d=\"M14.5 4a5 5 0 0 0-4.8 6.4L4 16l4 4 5.6-5.7A5 5 0 0 0 20 8l-3.2 3-3-3z\"/>" + Shut;
    public const string Bookmark = Open + "<path d=\"M6 4h12v17l-6-4.5L6 21z\"/>" + Shut;
    public const string Back = Open + "<path d=\"M9 7L4 12l5 5M4 12h11a5 5 0 0 1 0 10\"/>" + Shut;

    public const string Keyboard = Open + "<path d=\"M3 6h18v12H3zM7 10v.01M11 10v.01M15 10v.01M18 10v.01M7 14h10\"/>" + Shut;
    public const string Clipboard = Open + "<path d=\"M8 5H5v16h14V5h-3M9 3h6v4H9zM9 12h6M9 16h4\"/>" + Shut;
    public const string FullScreen = Open + "<path d=\"M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5\"/>" + Shut;
    public const string Layout = Open + "<path d=\"M4 4h16v16H4zM8 16l4-9 4 9M9.5 13h5\"/>" + Shut;

    /// <summary>The mark: six blades around an opening, the sixth in reserve. Filled, not stroked.</summary>
    public const string Mark = "<g fill=\"currentColor\"><rect x=\"6\" y=\"1.5\" width=\"12\" height=\"4\" rx=\"1.4\"/><rect x=\"1.5\" y=\"7.2\" width=\"7\" height=\"4\" rx=\"1.4\"/><rect x=\"1.5\" y=\"12.8\" width=\"7\" height=\"4\" rx=\"1.4\"/><rect x=\"15.5\" y=\"12.8\" width=\"7\" height=\"4\" rx=\"1.4\"/><rect x=\"6\" y=\"18.5\" width=\"12\" height=\"4\" rx=\"1.4\"/><rect x=\"15.5\" y=\"7.2\" width=\"7\" height=\"4\" rx=\"1.4\" opacity=\".45\"/></g>";
}

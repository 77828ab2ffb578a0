using Microsoft.AspNetCore.Components.Web;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Shell.Palette;

/// <content>The line chosen: how keys move it, what it will do, and doing it.</content>
public sealed partial class CommandPalette
{
    /// <summary>How many lines a page is.</summary>
    const int Page = 8;

    CancellationTokenSource? previewing;
    PalettePreview? preview;
    IReadOnlyList<Problem> refused = [];
    string? armed;
    int at;
    int shown;
    bool focused;
    bool running;
    bool moved;

    PaletteItem? Chosen => at < flat.Count ? flat[at] : null;

    static string IdOf(int row) => $"palette-{row}";

    Task KeyAsync(KeyboardEventArgs e) => e.Key switch
    {
        "ArrowDown" => MoveAsync(flat.Count == 0 ? 0 : (at + 1) % flat.Count),
        "ArrowUp" => MoveAsync(flat.Count == 0 ? 0 : (at - 1 + flat.Count) % flat.Count),
        "PageDown" => MoveAsync(Math.Min(at + Page, flat.Count - 1)),
        "PageUp" => MoveAsync(Math.Max(at - Page, 0)),
        "Home" => MoveAsync(0),
        "End" => MoveAsync(flat.Count - 1),
        "Enter" => EnterAsync(newTab: e.CtrlKey || e.MetaKey),
        "Tab" when !e.ShiftKey => TabAsync(),
        "Backspace" when typed.Length == 0 && subject is not null => LetGoAsync(),
        "Escape" when armed is not null => DisarmAsync(),
        "Escape" => CloseAsync(),
        _ => Task.CompletedTask,
    };

    Task MoveAsync(int row)
    {
        (at, moved, armed, refused) = (Math.Max(0, row), true, null, []);
        return PreviewAsync();
    }

    Task DisarmAsync()
    {
        armed = null;
        return Task.CompletedTask;
    }

    async Task PressAsync(int row)
    {
        if (row != at) await MoveAsync(row);
        await EnterAsync(newTab: false);
    }

    async Task TabAsync()
    {
        await SearchAsync();
        if (Chosen?.Found is { } found && PaletteSubjects.CanBeTaken(found.Kind)) await TakeAsync(found);
    }

    /// <summary>Goes where the line leads or does it: what was typed a moment ago is looked for first, and what is refused is not done.</summary>
    async Task EnterAsync(bool newTab)
    {
        if (running) return;
        await SearchAsync();
        if (Chosen is not { Refused: null } item) return;
        if (item.Found is { } found) await RememberAsync(found.Kind, found.Id);
        if (item.Href is { } address) await GoAsync(address, newTab);
        else if (item.AsksOnce && armed != item.Key) armed = item.Key;
        else if (item.Run is { } run) await RunAsync(run);
    }

    async Task GoAsync(string address, bool newTab)
    {
        await CloseAsync();
        if (newTab) await TellAsync("openiaas.palette.newTab", address);
        else Navigation.NavigateTo(address);
    }

    async Task RunAsync(Func<Task<IReadOnlyList<Problem>>> run)
    {
        running = true;
        try
        {
            refused = await run();
        }
        finally
        {
            running = false;
        }

        armed = null;
        if (refused.Count == 0) await CloseAsync();
    }

    /// <summary>Works out what the line chosen will do; a line chosen meanwhile takes over.</summary>
    async Task PreviewAsync()
    {
        previewing?.Cancel();
        using var mine = previewing = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            var next = Chosen?.Preview is { } ask ? await ask(mine.Token) : null;
            if (mine.IsCancellationRequested) return;
            preview = next;
            StateHasChanged();
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Another line was chosen.
        }
        finally
        {
            if (previewing == mine) previewing = null;
        }
    }
}

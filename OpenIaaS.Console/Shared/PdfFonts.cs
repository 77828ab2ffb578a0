using PdfSharp.Fonts;

namespace OpenIaaS.Console.Shared;

/// <summary>The product's typeface for files that are printed: Inter, embedded in the console (its licence lies beside it).</summary>
sealed class PdfFonts : IFontResolver
{
    public const string Family = "Inter";

    const string Regular = "Inter-Regular";
    const string Strong = "Inter-SemiBold";

    static readonly Lazy<bool> Ready = new(() =>
    {
        GlobalFontSettings.FontResolver = new PdfFonts();
        return true;
    });

    /// <summary>Call before a font is asked for; the library knows one resolver for the process.</summary>
    public static void Use() => _ = Ready.Value;

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? Strong : Regular);

    public byte[] GetFont(string faceName)
    {
        using var stream = typeof(PdfFonts).Assembly.GetManifestResourceStream($"{faceName}.ttf")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OpenIaaS.Tests.Shared.Components;

/// <summary>Every text in the code is its own key; its French stands in the resource file of the same folder.</summary>
public sealed partial class TranslationTests
{
    [Fact]
    public void Every_text_of_the_console_has_its_French() =>
        Assert.Empty(Missing(Path.Combine(Root(), "OpenIaaS.Console")));

    [Fact]
    public void Text_without_French_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("texts");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Page.razor"), """<p>@L["Known {0}", 1] @L["Forgotten"]</p>""");
            File.WriteAllText(Path.Combine(folder.FullName, "PageText.fr.resx"), """<root><data name="Known {0}"><value>Connu {0}</value></data></root>""");

            Assert.Equal(["Page.razor: Forgotten"], Missing(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void French_with_other_placeholders_is_found()
    {
        var folder = Directory.CreateTempSubdirectory("texts");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "Page.cs"), """var text = L["{0} of {1}", 1, 2];""");
            File.WriteAllText(Path.Combine(folder.FullName, "PageText.fr.resx"), """<root><data name="{0} of {1}"><value>{0} sur</value></data></root>""");

            Assert.Equal(["Page.cs: {0} of {1} (placeholders differ)"], Missing(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The texts without an entry, as "file: text". A page in a subfolder may use the entries of the folders above it.</summary>
    static List<string> Missing(string root)
    {
        var missing = new List<string>();
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                     .Where(f => f.EndsWith(".razor", StringComparison.Ordinal) || f.EndsWith(".cs", StringComparison.Ordinal))
                     .Where(f => !Path.GetRelativePath(root, f).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
                     .Order(StringComparer.Ordinal))
        {
            var texts = Literal().Matches(File.ReadAllText(file)).Select(m => Regex.Unescape(m.Groups[1].Value)).Distinct().ToList();
            if (texts.Count == 0)
                continue;
            var french = French(Path.GetDirectoryName(file)!, root);
            foreach (var text in texts)
            {
                if (!french.TryGetValue(text, out var value) || string.IsNullOrWhiteSpace(value))
                    missing.Add($"{Path.GetRelativePath(root, file)}: {text}");
                else if (!Placeholders(text).SetEquals(Placeholders(value)))
                    missing.Add($"{Path.GetRelativePath(root, file)}: {text} (placeholders differ)");
            }
        }
        return missing;
    }

    static Dictionary<string, string> French(string folder, string root)
    {
        var entries = new Dictionary<string, string>();
        for (var at = folder; at.Length >= root.Length; at = Path.GetDirectoryName(at)!)
            foreach (var file in Directory.EnumerateFiles(at, "*.fr.resx"))
                foreach (var data in XDocument.Load(file).Root!.Elements("data"))
                    entries.TryAdd(data.Attribute("name")!.Value, data.Element("value")?.Value ?? "");
        return entries;
    }

    static HashSet<string> Placeholders(string text) => [.. Hole().Matches(text).Select(m => m.Groups[1].Value)];

    static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at!.FullName, "OpenIaaS.sln")))
            at = at.Parent;
        return at.FullName;
    }

    [GeneratedRegex("""\bL\["((?:[^"\\]|\\.)*)["]""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Hole();
}

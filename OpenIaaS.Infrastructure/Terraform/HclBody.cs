using System.Globalization;
using System.Text;

namespace OpenIaaS.Infrastructure.Terraform;

/// <summary>The lines between two braces, laid out as <c>terraform fmt</c> lays them out: the equals signs of lines that follow each other stand below each other.</summary>
public sealed class HclBody
{
    readonly List<Line> lines = [];

    /// <summary>An attribute whose value is an expression as it stands.</summary>
    /// <param name="remark">What it means to a reader, behind it.</param>
    public HclBody Set(string name, string expression, string? remark = null)
    {
        lines.Add(new Line(name, remark is null ? expression : $"{expression} # {HclText.Comment(remark)}"));
        return this;
    }

    /// <summary>An attribute that is a text.</summary>
    public HclBody Text(string name, string value, string? remark = null) => Set(name, HclText.Quote(value), remark);

    /// <summary>An attribute that is a whole number.</summary>
    public HclBody Number(string name, long value, string? remark = null) => Set(name, value.ToString(CultureInfo.InvariantCulture), remark);

    /// <summary>An attribute that is true or false.</summary>
    public HclBody Flag(string name, bool value) => Set(name, value ? "true" : "false");

    /// <summary>An attribute that is a list or a map, one item a line.</summary>
    public HclBody Items(string name, char open, IEnumerable<string> items, char close)
    {
        Gap();
        lines.Add(new Line(name, open.ToString()));
        lines.AddRange(items.Select(item => new Line(null, $"  {item}")));
        lines.Add(new Line(null, close.ToString()));
        return this;
    }

    /// <summary>A block within, set apart.</summary>
    public HclBody Block(string name, HclBody body)
    {
        Gap();
        lines.Add(new Line(null, $"{name} {{"));
        lines.AddRange(body.Written().Select(line => new Line(null, line)));
        lines.Add(new Line(null, "}"));
        return this;
    }

    /// <summary>A line for whoever reads it.</summary>
    public HclBody Comment(string text)
    {
        lines.Add(new Line(null, $"# {HclText.Comment(text)}"));
        return this;
    }

    /// <summary>An empty line, where something stands before it.</summary>
    public HclBody Gap()
    {
        if (lines.Count > 0) lines.Add(new Line(null, ""));
        return this;
    }

    /// <summary>The body with its braces behind what it is of: <c>resource "…" "…"</c>.</summary>
    public string Of(string head)
    {
        var text = new StringBuilder(head).Append(" {\n");
        foreach (var line in Written()) text.Append(line).Append('\n');
        return text.Append("}\n").ToString();
    }

    IEnumerable<string> Written()
    {
        for (var at = 0; at < lines.Count; at++)
        {
            var (name, text) = lines[at];
            if (name is null)
            {
                yield return text.Length == 0 ? "" : $"  {text}";
                continue;
            }

            var (first, last) = (at, at);
            while (first > 0 && lines[first - 1].Name is not null) first--;
            while (last + 1 < lines.Count && lines[last + 1].Name is not null) last++;
            var width = lines[first..(last + 1)].Max(line => line.Name!.Length);
            yield return $"  {name.PadRight(width)} = {text}";
        }
    }

    /// <param name="Name">The attribute, or null for a line that is whole as it is.</param>
    sealed record Line(string? Name, string Text);
}

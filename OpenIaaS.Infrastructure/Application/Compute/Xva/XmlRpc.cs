using System.Xml;
using System.Xml.Linq;

namespace OpenIaaS.Infrastructure.Application.Compute.Xva;

/// <summary>Values of XML-RPC as they stand in an <c>ova.xml</c>: texts, lists and named members.</summary>
static class XmlRpc
{
    const int Deepest = 32;

    static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = XvaDescription.Longest, MaxCharactersFromEntities = 1024, Async = true,
    };

    /// <exception cref="XmlException">It is no XML, too long, or it declares a document type.</exception>
    public static async Task<XElement> ReadAsync(Stream text, CancellationToken stop)
    {
        using var reader = XmlReader.Create(text, Settings);
        return (await XDocument.LoadAsync(reader, LoadOptions.None, stop)).Root!;
    }

    /// <summary>The member of a value with this name, or null.</summary>
    public static XElement? Member(this XElement? value, string name) =>
        value?.Element("struct")?.Elements("member").FirstOrDefault(member => member.Element("name")?.Value == name)?.Element("value");

    /// <summary>The values of a list.</summary>
    public static IEnumerable<XElement> Items(this XElement? value) => value?.Element("array")?.Element("data")?.Elements("value") ?? [];

    /// <summary>The text of a value, with or without its type around it; empty when there is none.</summary>
    public static string Text(this XElement? value) => value is null || value.Element("struct") is not null || value.Element("array") is not null ? "" : value.Value.Trim();

    public static bool IsTrue(this XElement? value) => value.Text() is "1" or "true";

    /// <summary>Whether it is nested deeper than such a document is.</summary>
    public static bool IsTooDeep(this XElement root)
    {
        var depth = 0;
        for (XNode? node = root; node is not null;)
        {
            if (depth > Deepest) return true;
            if (node is XElement { FirstNode: { } child })
            {
                (node, depth) = (child, depth + 1);
                continue;
            }

            while (node is not null && node.NextNode is null) (node, depth) = (node == root ? null : node.Parent, depth - 1);
            node = node == root ? null : node?.NextNode;
        }

        return false;
    }
}

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

    /// <exception cref="XmlException">It is no XML, too long or too deep, or it declares a document type.</exception>
    public static async Task<XElement> ReadAsync(Stream text, CancellationToken stop)
    {
        RefuseDeep(text);
        text.Position = 0;
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

    /// <summary>Walks once through it: a tree of elements within elements without end would take minutes to build.</summary>
    static void RefuseDeep(Stream text)
    {
        using var reader = XmlReader.Create(text, Settings);
        while (reader.Read())
            if (reader.NodeType == XmlNodeType.Element && reader.Depth > Deepest)
                throw new XmlException("It is nested deeper than such a document is.", null, ((IXmlLineInfo)reader).LineNumber, ((IXmlLineInfo)reader).LinePosition);
    }
}

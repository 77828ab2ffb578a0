using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenIaaS.Console.Api.Description;

/// <summary>Puts what is written above the records of the wire into the description: what they are, and each field's meaning and unit.</summary>
sealed partial class WrittenDescriptions
{
    readonly Dictionary<string, XElement> written = Read();

    public void Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context)
    {
        if (!written.TryGetValue(NameOf(context.JsonTypeInfo.Type), out var type)) return;
        if (context.JsonPropertyInfo is null) schema.Description ??= Plain(type.Element("summary"));
        foreach (var property in context.JsonTypeInfo.Properties)
        {
            if (schema.Properties is null || !schema.Properties.TryGetValue(property.Name, out var known) || known is not OpenApiSchema field) continue;
            field.Description ??= Plain(type.Elements("param").FirstOrDefault(param => string.Equals((string?)param.Attribute("name"), property.Name, StringComparison.OrdinalIgnoreCase)));
        }
    }

    static string NameOf(Type type) => "T:" + (type.FullName ?? type.Name).Replace('+', '.');

    static string? Plain(XElement? text)
    {
        if (text is null) return null;
        var said = Blank().Replace(text.Value, " ").Trim();
        return said.Length == 0 ? null : said;
    }

    /// <summary>The file the compiler writes beside the assembly; without it the description is only barer.</summary>
    static Dictionary<string, XElement> Read()
    {
        var file = Path.Combine(AppContext.BaseDirectory, typeof(WrittenDescriptions).Assembly.GetName().Name + ".xml");
        return File.Exists(file) ? XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!) : [];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}

using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using YamlDotNet.Core;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>
/// Whether the two texts of cloud-init can be read by a guest: well-formed YAML with keys at its root. Read as a stream of events, so that
/// aliases are never unfolded and depth is bounded.
/// </summary>
public static class CloudInitText
{
    /// <summary>The first line by which a guest knows a cloud config.</summary>
    public const string Header = "#cloud-config";

    const int Deepest = 64;
    const string Config = "CloudInit." + nameof(CloudInit.CloudConfig);
    const string Network = "CloudInit." + nameof(CloudInit.NetworkConfig);

    /// <returns><c>cloud-init.header</c>, <c>cloud-init.empty</c>, <c>cloud-init.yaml</c>, <c>cloud-init.not-keys</c>, <c>cloud-init.too-deep</c>, <c>cloud-init.netplan</c>.</returns>
    public static Result Check(CloudInit? asked)
    {
        List<Problem> found = [];
        if (asked is null) return found;
        if (Readable(asked.CloudConfig)) found.AddRange(CheckConfig(asked.CloudConfig));
        if (Readable(asked.NetworkConfig)) found.AddRange(CheckNetwork(asked.NetworkConfig));
        return found;
    }

    /// <summary>The keys at the root of a cloud config, in order; none when it cannot be read.</summary>
    public static IReadOnlyList<string> RootKeys(string text) =>
        Readable(text) && Read(text, "") is { Ok: true } read ? [.. read.Value.Where(entry => entry.Parent is null).Select(entry => entry.Key)] : [];

    static bool Readable(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= CloudInit.Longest;

    static IReadOnlyList<Problem> CheckConfig(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        if (first.TrimEnd() != Header) return [Problem.Invalid("cloud-init.header", $"The first line of a cloud config is {Header}.", Config)];
        var read = Read(text, Config);
        if (!read.Ok) return read.Problems;
        return read.Value.Count > 0 ? [] : [Problem.Invalid("cloud-init.empty", $"This cloud config says nothing: only its first line is there.", Config)];
    }

    static IReadOnlyList<Problem> CheckNetwork(string text)
    {
        var read = Read(text, Network);
        if (!read.Ok) return read.Problems;
        return read.Value.Any(entry => entry is { Key: "version", Value: "2", Parent: null or "network" })
            ? []
            : [Problem.Invalid("cloud-init.netplan", $"A network config says “version: 2” (Netplan version 2), at its root or under “network”.", Network)];
    }

    static Result<List<YamlEntry>> Read(string text, string field)
    {
        try
        {
            var reader = new YamlEntries();
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                reader.Take(parser.Current!);
                if (reader.Depth > Deepest) return Problem.Invalid("cloud-init.too-deep", $"This YAML is nested deeper than {Deepest} levels.", field);
            }

            return reader.HasOtherRoot || reader.Documents > 1
                ? Problem.Invalid("cloud-init.not-keys", $"This must be one YAML document made of keys and values.", field)
                : reader.Found;
        }
        catch (YamlException error)
        {
            var why = (error.InnerException?.Message ?? error.Message).TrimEnd('.');
            return Problem.Invalid("cloud-init.yaml", $"This is not well-formed YAML, line {error.Start.Line}, column {error.Start.Column}: {why}.", field);
        }
    }
}

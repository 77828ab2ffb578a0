using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>What a guest takes from its config drive at its first boot, and whether the drive goes after it.</summary>
/// <param name="HostName">The name it gives itself, or empty.</param>
/// <param name="Addresses">Its static IPv4 address by the position of the adapter; empty where it has none.</param>
/// <param name="GoesAfterBoot">Whether the drive is destroyed once the machine has booted.</param>
sealed partial record SimulatedConfigDrive(string HostName, IReadOnlyList<string> Addresses, bool GoesAfterBoot)
{
    const int Deepest = 64;

    /// <summary>Reads the two texts as a guest does: what it cannot read it passes over.</summary>
    public static SimulatedConfigDrive Of(CloudInit given)
    {
        var config = Root(given.CloudConfig);
        var name = Text(config, "hostname") ?? Text(config, "fqdn")?.Split('.')[0] ?? "";
        var network = Root(given.NetworkConfig);
        return new SimulatedConfigDrive(name, Static(Child(network, "network") ?? network), given.DestroyAfterBoot);
    }

    /// <summary>The first IPv4 address of each Ethernet interface: <c>eth1</c> and <c>enX1</c> are the adapter at 1, other names follow in order.</summary>
    static string[] Static(YamlMappingNode? network)
    {
        var addresses = Enumerable.Repeat("", AdapterLimits.Most).ToArray();
        if (Text(network, "version") != "2" || Child(network, "ethernets") is not { } interfaces) return addresses;
        foreach (var ((key, value), order) in interfaces.Children.Select((entry, order) => (entry, order)))
        {
            var numbered = Numbered().Match((key as YamlScalarNode)?.Value ?? "");
            var position = numbered.Success ? int.Parse(numbered.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : order;
            if (position < addresses.Length && Under(value as YamlMappingNode, "addresses") is YamlSequenceNode list)
                addresses[position] = list.Children.Select(Address).FirstOrDefault(address => address is not null) ?? "";
        }

        return addresses;
    }

    /// <summary>An entry is <c>10.0.0.5/24</c>, or that as a key with more about it.</summary>
    static string? Address(YamlNode entry)
    {
        var text = (entry is YamlMappingNode { Children.Count: > 0 } mapping ? mapping.Children.First().Key : entry) is YamlScalarNode scalar ? scalar.Value : null;
        var address = text?.Split('/')[0];
        return IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == AddressFamily.InterNetwork ? parsed.ToString() : null;
    }

    static YamlMappingNode? Root(string text)
    {
        try
        {
            var depth = 0;
            for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
                if ((depth += parser.Current!.NestingIncrease) > Deepest + 2) return null;
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [var document, ..] ? document.RootNode as YamlMappingNode : null;
        }
        catch (YamlException)
        {
            return null;
        }
    }

    static YamlNode? Under(YamlMappingNode? parent, string key) => parent is not null && parent.Children.TryGetValue(new YamlScalarNode(key), out var found) ? found : null;

    static YamlMappingNode? Child(YamlMappingNode? parent, string key) => Under(parent, key) as YamlMappingNode;

    static string? Text(YamlMappingNode? parent, string key) => (Under(parent, key) as YamlScalarNode)?.Value is { Length: > 0 } text ? text : null;

    [GeneratedRegex("^(?:eth|enX)([0-9])$")]
    private static partial Regex Numbered();
}

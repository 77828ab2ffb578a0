using System.Net;
using OpenIaaS.Domain.Network;

namespace OpenIaaS.Infrastructure.Simulation.Consoles.Shell;

/// <content>Network adapters, and whether others answer.</content>
static partial class LinuxCommands
{
    const int Pings = 4;

    static Reply Ip(CommandCall call) => call.First switch
    {
        "a" or "addr" or "address" or "l" or "link" => Addresses(call.Machine),
        "r" or "route" => string.Concat(call.Machine.Adapters.Where(adapter => adapter.Address.Length > 0).Select(adapter => $"10.0.0.0/8 dev {adapter.Device} src {adapter.Address}\n")),
        _ => "ip: say ip a (adapters and addresses) or ip r (routes)\n",
    };

    static string Addresses(MachineFacts machine)
    {
        var text = "1: lo: <LOOPBACK,UP> mtu 65536\n    inet 127.0.0.1/8\n";
        var number = 2;
        foreach (var adapter in machine.Adapters)
        {
            text += $"{number++}: {adapter.Device}: <BROADCAST,MULTICAST{(adapter.IsConnected ? ",UP" : ",NO-CARRIER")}> mtu {adapter.Mtu}\n    link/ether {adapter.Mac}\n"
                + $"    network {adapter.Network} ({(adapter.Kind == NetworkKind.VlanTrunk ? "trunk, VLANs" : "VLAN")} {string.Join(", ", adapter.VlanIds)})\n";
            if (adapter.Address.Length > 0) text += $"    inet {adapter.Address}/8\n";
            if (adapter.Kind != NetworkKind.VlanTrunk) continue;
            foreach (var vlan in adapter.VlanIds) text += $"{number++}: {adapter.Device}.{vlan}@{adapter.Device}: <BROADCAST,MULTICAST> mtu {adapter.Mtu}\n";
        }

        return text;
    }

    static async Task<Reply> PingAsync(CommandCall call)
    {
        if (call.Arguments.FirstOrDefault(word => !word.StartsWith('-')) is not { } address) return "ping: name an address, as in ping 10.0.0.5\n";
        if (!IPAddress.TryParse(address, out _)) return $"ping: {address}: no such name; there is no name server, use an address\n";
        var answers = address == "127.0.0.1" || await call.Answers(address);
        List<(TimeSpan, string)> later = [];
        for (var number = 1; number <= Pings; number++)
            later.Add((TimeSpan.FromSeconds(number - 1), answers ? $"64 bytes from {address}: seq={number} time=0.{3 + (number % 3)} ms\n" : $"{address}: no answer (seq={number})\n"));
        later.Add((TimeSpan.FromSeconds(Pings - 1), $"\n{Pings} sent, {(answers ? Pings : 0)} received\n"));
        return new Reply($"PING {address}: 56 bytes\n") { Later = later };
    }
}

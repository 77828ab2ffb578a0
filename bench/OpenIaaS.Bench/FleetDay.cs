using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Bench;

/// <summary>Plays a fleet in two zones, fifty machines a blade, each replicated to the other zone every 15 minutes: through the real engines, use cases and tables.</summary>
static class FleetDay
{
    const int MachinesPerBlade = 50;
    const int BladesPerPool = 16;

    /// <summary>Plays it and prints what it took.</summary>
    public static async Task MeasureAsync(int machines, double hours)
    {
        var scenario = ScenarioReader.Read(JsonSerializer.SerializeToUtf8Bytes(Fleet(machines, TimeSpan.FromHours(hours))));
        var points = new CountingWriter();
        var begun = TimeProvider.System.GetTimestamp();
        var (broken, hash) = await ScenarioRun.PlayAsync(scenario, points);
        var took = TimeProvider.System.GetElapsedTime(begun);
        var peak = Process.GetCurrentProcess().PeakWorkingSet64 >> 20;
        Figures.Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{machines} machines x {hours} h: {took.TotalSeconds:0.0} s ({hours * 3600 / took.TotalSeconds:0} x real time), {points.Lines} lines of log, {took.TotalMilliseconds / points.Lines:0.000} ms each, {peak} MiB at the most; {broken ?? "every invariant held"}; {hash[..16]}"));
    }

    static object Fleet(int machines, TimeSpan duration)
    {
        var pools = Math.Max(1, (int)Math.Ceiling(machines / 2.0 / MachinesPerBlade / BladesPerPool));
        List<object> zones = [];
        List<object> policies = [];
        foreach (var (zone, other) in new[] { ("AZ-A", "AZ-B"), ("AZ-B", "AZ-A") })
        {
            List<object> inZone = [];
            for (var pool = 0; pool < pools; pool++)
            {
                var name = $"{zone}-P{pool}";
                var count = (machines / 2 / pools) + (pool < machines / 2 % pools ? 1 : 0);
                var blades = Math.Max(2, (int)Math.Ceiling(count / (double)MachinesPerBlade));
                var names = Enumerable.Range(0, count).Select(machine => $"{name}-m{machine}").ToList();
                inZone.Add(new
                {
                    name,
                    storage = new[] { Volume($"{name}-SR"), Volume($"{name}-DR") },
                    highAvailability = new { heartbeat = $"{name}-SR" },
                    hosts = Enumerable.Range(0, blades).Select(blade => new { name = $"{name}-h{blade}", memoryGiB = 1024 }),
                    virtualMachines = names.Select((machine, at) => new { name = machine, host = $"{name}-h{at % blades}", memoryGiB = 8, highAvailability = "restart", order = 0 }),
                });
                policies.Add(new { name = $"{name}-15min", everyMinutes = 15, keep = 3, from = name, to = $"{other}-P{pool}-DR", virtualMachines = names });
            }

            zones.Add(new { name = zone, pools = inZone });
        }

        return new
        {
            seed = 7, duration = System.Xml.XmlConvert.ToString(duration), zones, links = new[] { new { name = "AZ-A-AZ-B", from = "AZ-A", to = "AZ-B", megabits = 100_000 } },
            replicationPolicies = policies, events = Array.Empty<object>(),
        };
    }

    static Dictionary<string, object> Volume(string name) => new() { ["name"] = name, ["class"] = "FLASH - Standard", ["capacityGiB"] = 1_000_000 };

    sealed class CountingWriter : StringWriter
    {
        public int Lines { get; private set; }

        public override void Write(string? value) => Lines++;
    }
}

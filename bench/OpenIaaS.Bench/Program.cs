using System.Globalization;
using BenchmarkDotNet.Running;
using OpenIaaS.Bench;

if (args is ["planners"])
{
    BenchmarkRunner.Run<PlannerBenchmarks>();
    return 0;
}

if (args is ["failover"])
{
    foreach (var line in Machine.Describe()) Figures.Say(line);
    return FailoverAtScale.Measure();
}

if (args is ["days", .. var sizes])
{
    foreach (var line in Machine.Describe()) Figures.Say(line);
    // The first run of a process pays for its compilation.
    await FleetDay.MeasureAsync(100, 1);
    if (sizes is [var machines, var hours]) await FleetDay.MeasureAsync(int.Parse(machines, CultureInfo.InvariantCulture), double.Parse(hours, CultureInfo.InvariantCulture));
    else foreach (var size in new[] { 1_000, 10_000, 50_000 }) await FleetDay.MeasureAsync(size, 1);
    return 0;
}

// Three quarters of a world are the tenant's that the browser signs in to: 100,000 machines in one list.
const int ManyInOneTenant = 134_000;
var artifacts = Path.Combine(Directory.GetCurrentDirectory(), "bench", "artifacts");
var published = Path.Combine(artifacts, "console");
if (args is ["list", .. var machinesWanted])
{
    var size = machinesWanted is [var count, ..] ? int.Parse(count, CultureInfo.InvariantCulture) : ManyInOneTenant;
    return await MeasureListAsync(size);
}

if (args is ["api"])
{
    foreach (var line in Machine.Describe()) Figures.Say(line);
    return await ApiLoad.MeasureAsync(published, Path.Combine(artifacts, "data-api"));
}

if (args is ["ledger"])
{
    foreach (var line in Machine.Describe()) Figures.Say(line);
    return await LedgerAtScale.MeasureAsync(published, Path.Combine(artifacts, "data-ledger"));
}

if (args is ["replication"] or ["export"])
{
    foreach (var line in Machine.Describe()) Figures.Say(line);
    return args[0] == "export" ? await ExportMillion.MeasureAsync(published, Path.Combine(artifacts, "data-million")) : await ReplicationLoad.MeasureAsync(published, Path.Combine(artifacts, "data-replication"));
}

const int Machines = 10_000;
const int Pages = 20;
var data = Path.Combine(artifacts, "data");
var figures = new Figures();
foreach (var line in Machine.Describe()) Figures.Say(line);

// A world of an hour ago has thousands of copies to catch up with: those are measured elsewhere.
if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
await using (var first = await PublishedConsole.StartAsync(published, data, Machines))
{
    figures.Add($"world of {Machines} machines built", first.FirstAnswer.TotalSeconds, "s", note: "start included");
}

List<double> starts = [];
for (var i = 0; i < 7; i++)
{
    await using var again = await PublishedConsole.StartAsync(published, data, Machines);
    starts.Add(again.FirstAnswer.TotalSeconds);
}

figures.Add("first answer, median of 7", Figures.Median(starts), "s", bar: 2.0);

await using var console = await PublishedConsole.StartAsync(published, data, Machines);
await using var window = await Window.SignInAsync(console);
const int Warm = 10;
const int Tries = 15;
var page = await window.NewPageAsync();
List<double> inside = [];
List<double> opened = [];
for (var i = 0; i < Warm + Tries; i++) opened.Add(await ListOpening.ByAddressAsync(page, window.At(Places.Machines)));
for (var i = 0; i < Warm; i++) inside.Add(await ListOpening.ByNavigationAsync(page, window.At(Places.Dashboard)));
figures.Add("list interactive, by its address", Figures.Median(opened.Skip(Warm)), "ms", bar: 700, note: $"median of {Tries}, in an open window");
figures.Add("list interactive, inside", Figures.Median(inside), "ms", bar: 700, note: $"median of {Warm}, from the dashboard");
List<double> fresh = [];
List<double> empty = [];
for (var i = 0; i < 5; i++)
{
    var one = await window.NewPageAsync();
    fresh.Add(await ListOpening.ByAddressAsync(one, window.At(Places.Machines)));
    await one.CloseAsync();
    var other = await window.NewPageAsync();
    empty.Add(await ListOpening.EmptyAsync(other, window.At(Places.Alive)));
    await other.CloseAsync();
}

figures.Add("list interactive, new window", Figures.Median(fresh), "ms", note: $"of which a word of text takes {Figures.Median(empty):0} ms");

await window.FilterAsync(3);
var filtered = await window.FilterAsync(30);
figures.Add("filter answered, median of 30", Figures.Median(filtered), "ms");
figures.Add("filter answered, p95 of 30", Figures.Percentile(filtered, 0.95), "ms", bar: 150, note: "after the typing pause of 200 ms");

var watcher = await window.NewPageAsync();
var machine = await window.FirstMachineAsync();
await LiveUpdate.MeasureAsync(page, watcher, machine, 3);
figures.Add("change seen elsewhere, p95 of 20", Figures.Percentile(await LiveUpdate.MeasureAsync(page, watcher, machine, 20), 0.95), "ms", bar: 500);
await watcher.CloseAsync();
await page.CloseAsync();

// What windows need once (buffers, threads) is there before they are counted.
for (var i = 0; i < Pages; i++) await window.KeepOpenAsync();
var beforeCollected = await console.CollectAsync();
var before = console.ResidentMemory();
for (var i = 0; i < Pages; i++) await window.KeepOpenAsync();
figures.Add("memory per open page", (console.ResidentMemory() - before) / Pages, "MiB", note: "resident, before a collection");
figures.Add("memory per open page", (await console.CollectAsync() - beforeCollected) / Pages, "MiB", bar: 1.5, note: "resident, after a collection");

// A tenant of this world has some 10,000 replicas.
const int ManyMachines = 63_000;
var manyData = Path.Combine(artifacts, "data-export");
if (Directory.Exists(manyData)) Directory.Delete(manyData, recursive: true);
await using var many = await PublishedConsole.StartAsync(published, manyData, ManyMachines);
await using var exporter = await Window.SignInAsync(many);
await Export.MeasureAsync(many, exporter, Places.ReplicaExport, figures, bar: 1000);
return figures.AllMet ? 0 : 1;

async Task<int> MeasureListAsync(int size)
{
    var measured = new Figures();
    foreach (var line in Machine.Describe()) Figures.Say(line);
    var world = Path.Combine(artifacts, "data-list");
    if (Directory.Exists(world)) Directory.Delete(world, recursive: true);
    await using (var built = await PublishedConsole.StartAsync(published, world, size))
    {
        measured.Add($"world of {size} machines built", built.FirstAnswer.TotalSeconds, "s", note: "start included");
    }

    await using var listing = await PublishedConsole.StartAsync(published, world, size);
    measured.Add("first answer", listing.FirstAnswer.TotalSeconds, "s");
    await ListAtScale.MeasureAsync(listing, measured);
    return measured.AllMet ? 0 : 1;
}

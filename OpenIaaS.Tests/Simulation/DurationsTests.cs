using System.Globalization;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Infrastructure.Simulation;

namespace OpenIaaS.Tests.Simulation;

public sealed class DurationsTests
{
    [Fact]
    public void Every_storage_class_has_a_time_to_copy_and_flash_is_faster_the_higher_the_class()
    {
        Assert.Equal(StorageClass.All.Select(known => known.Name), Durations.Clone.Select(row => row.Name));
        var flash = Durations.Clone.Take(5).Select(row => row.Value).ToList();
        Assert.Equal(flash.OrderDescending(), flash);
    }

    [Fact]
    public void Table_in_the_readme_is_the_table_in_the_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "OpenIaaS.sln"))) root = root.Parent;
        Assert.NotNull(root);
        var readme = File.ReadAllText(Path.Combine(root.FullName, "OpenIaaS.Infrastructure", "Simulation", "README.md"));

        Assert.All(Durations.All, row => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Value} {row.Unit} | {row.Source} |"), readme, StringComparison.Ordinal));
    }
}

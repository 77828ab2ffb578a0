using System.Diagnostics;

namespace OpenIaaS.Tests.Architecture;

/// <summary>What <c>.ci/summary</c> makes of the output of <c>dotnet test</c>.</summary>
public sealed class GateTests
{
    const string Passing = "Test run summary: Passed!\n  total: 5\n  failed: 0\n  succeeded: 5\n  skipped: 0\n  duration: 1s\n";

    [Fact]
    public async Task Summary_of_a_green_run_is_passed_and_failed() =>
        Assert.Equal(("5 passed, 0 failed\n", 0), await SummaryAsync(Passing));

    [Fact]
    public async Task Summary_names_skipped_tests_only_when_there_are_some() =>
        Assert.Equal(("5 passed, 0 failed, 2 skipped\n", 0), await SummaryAsync(Passing.Replace("skipped: 0", "skipped: 2")));

    [Fact]
    public async Task Summary_adds_up_several_runs() =>
        Assert.Equal(("10 passed, 0 failed\n", 0), await SummaryAsync(Passing + "between\n" + Passing));

    [Fact]
    public async Task Summary_reads_through_colours_and_carriage_returns() =>
        Assert.Equal(("5 passed, 0 failed\n", 0), await SummaryAsync(Passing.Replace("  succeeded: 5", "  \u001b[32;1msucceeded: 5\u001b[m\r")));

    [Fact]
    public async Task Summary_with_a_failed_test_fails() =>
        Assert.Equal(("4 passed, 1 failed\n", 1), await SummaryAsync(Passing.Replace("failed: 0", "failed: 1").Replace("succeeded: 5", "succeeded: 4")));

    [Fact]
    public async Task Summary_without_a_single_test_fails() =>
        Assert.Equal(("0 passed, 0 failed\n", 1), await SummaryAsync(Passing.Replace("succeeded: 5", "succeeded: 0")));

    [Fact]
    public async Task Summary_of_a_build_that_broke_fails() =>
        Assert.Equal(("0 passed, 0 failed\n", 1), await SummaryAsync("error CS1002: ; expected\n  failed: 3\n"));

    static async Task<(string Output, int ExitCode)> SummaryAsync(string printed)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "The gate runs where there is a POSIX shell.");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [Path.Combine(ProjectFiles.Root, ".ci", "summary")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await process.StandardInput.WriteAsync(printed);
        process.StandardInput.Close();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, process.ExitCode);
    }
}

namespace OpenIaaS.Tests.Architecture;

/// <summary>How the files of the product may look. Every rule has a twin that shows it an offender.</summary>
public sealed class SourceFileTests
{
    static readonly string[] Text = [".cs", ".razor", ".css", ".js", ".json", ".resx", ".md", ".props", ".csproj", ".txt", ".sh", ".mjs", ".editorconfig", ".html", ".svg"];

    [Fact]
    public void File_has_at_most_400_lines() => Assert.Empty(SourceFileRules.TooLong(ProjectFiles.Sources()));

    [Fact]
    public void File_above_400_lines_is_noticed()
    {
        Assert.Empty(SourceFileRules.TooLong([new("A/B.cs", new string('\n', 399))]));
        Assert.Single(SourceFileRules.TooLong([new("A/B.cs", new string('\n', 400))]));
    }

    [Fact]
    public void Code_block_of_a_razor_file_has_at_most_40_lines() => Assert.Empty(SourceFileRules.TooMuchCodeInRazor(ProjectFiles.Sources()));

    [Fact]
    public void Code_block_above_40_lines_is_noticed()
    {
        Assert.Empty(SourceFileRules.TooMuchCodeInRazor([WithCode(40)]));
        Assert.Single(SourceFileRules.TooMuchCodeInRazor([WithCode(41)]));
    }

    [Fact]
    public void File_holds_one_public_type_and_small_ones_beside_it() => Assert.Empty(SourceFileRules.TooManyTypes(ProjectFiles.Sources()));

    [Fact]
    public void File_with_many_public_types_is_noticed()
    {
        const string Family = "public sealed class One;\npublic record Two;\npublic enum Three;\npublic readonly record struct Four;\n";
        Assert.Empty(SourceFileRules.TooManyTypes([new("A/One.cs", Family)]));
        Assert.Single(SourceFileRules.TooManyTypes([new("A/One.cs", Family + new string('\n', 60))]));
    }

    [Fact]
    public void File_is_named_after_a_type_inside() => Assert.Empty(SourceFileRules.NamedAfterNothingInside(ProjectFiles.Sources()));

    [Fact]
    public void File_named_after_nothing_inside_is_noticed()
    {
        Assert.Empty(SourceFileRules.NamedAfterNothingInside([new("A/One.Actions.cs", "public sealed partial class One;\n")]));
        Assert.Single(SourceFileRules.NamedAfterNothingInside([new("A/Two.cs", "public sealed class One;\n")]));
    }

    [Fact]
    public void Folder_is_a_capability_or_an_agreed_one() => Assert.Empty(SourceFileRules.ForeignFolders(ProjectFiles.All()));

    [Theory]
    [InlineData("OpenIaaS.Domain/Machines/VirtualMachine.cs")]
    [InlineData("OpenIaaS.Infrastructure/Application/Machines/StartVirtualMachine.cs")]
    [InlineData("OpenIaaS.Console/Pages/VirtualMachinesPage.razor")]
    [InlineData("OpenIaaS.Tests/Unit/VirtualMachineTests.cs")]
    public void Folder_of_another_name_is_noticed(string path) => Assert.Single(SourceFileRules.ForeignFolders([path]));

    [Fact]
    public void Task_is_never_blocked_on() => Assert.Empty(SourceFileRules.Blocking(ProjectFiles.Sources()));

    [Fact]
    public void Task_blocked_on_is_noticed() => Assert.Single(SourceFileRules.Blocking([new("A/B.cs", "work.GetAwaiter()" + ".GetResult();")]));

    [Fact]
    public void File_names_no_foreign_host_and_no_path_of_a_machine() =>
        Assert.Empty(SourceFileRules.Foreign(ProjectFiles.All().Where(IsText).Select(path => new SourceFile(path, ProjectFiles.Read(path)))));

    [Theory]
    [InlineData("https://shiva.cloud-temple.com/api")]
    [InlineData("https://api.nuget.org/v3/index.json")]
    [InlineData("cp /root/keys .")]
    [InlineData("/home/anna/openiaas")]
    [InlineData(@"C:\Users\anna")]
    public void File_that_names_them_is_noticed(string line) => Assert.Single(SourceFileRules.Foreign([new("A/B.cs", line)]));

    [Theory]
    [InlineData("OpenIaaS.Console/root/keys")]
    [InlineData("$work/home")]
    [InlineData("href=\"/work\"")]
    public void File_with_its_own_paths_is_free(string line) => Assert.Empty(SourceFileRules.Foreign([new("A/B.cs", line)]));

    static SourceFile WithCode(int lines) =>
        new("A/B.razor", $"<p>text</p>\n\n@code {{\n{string.Concat(Enumerable.Repeat("    int a;\n\n", lines))}}}\n");

    /// <summary>This rule and its offenders name what they look for; lock files are made of hashes.</summary>
    static bool IsText(string path) =>
        (Text.Contains(Path.GetExtension(path)) || path.StartsWith(".ci/", StringComparison.Ordinal))
        && !path.EndsWith("packages.lock.json", StringComparison.Ordinal)
        && !path.StartsWith("OpenIaaS.Tests/Architecture/SourceFile", StringComparison.Ordinal);
}

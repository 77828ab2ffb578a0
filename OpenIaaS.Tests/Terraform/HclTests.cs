using System.Text.RegularExpressions;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Tests.Terraform;

/// <summary>No name, however hostile, gets out of the string, the comment or the identifier it is written into.</summary>
public sealed partial class HclTests
{
    [Theory]
    [InlineData("erp-db-01", "\"erp-db-01\"")]
    [InlineData("", "\"\"")]
    [InlineData("the \"best\"", "\"the \\\"best\\\"\"")]
    [InlineData(@"C:\data", @"""C:\\data""")]
    [InlineData("two\nlines\r\tand a tab", "\"two\\nlines\\r\\tand a tab\"")]
    [InlineData("${file(\"/etc/passwd\")}", "\"$${file(\\\"/etc/passwd\\\")}\"")]
    [InlineData("%{ if true }", "\"%%{ if true }\"")]
    [InlineData("$${already}", "\"$\\u0024{already}\"")]
    [InlineData("%%{already}", "\"%\\u0025{already}\"")]
    [InlineData("%${mixed}", "\"%$${mixed}\"")]
    [InlineData("5 $ and 10 % {", "\"5 $ and 10 % {\"")]
    [InlineData("\\\"; } resource", "\"\\\\\\\"; } resource\"")]
    [InlineData("été 東京 🚀", "\"été 東京 🚀\"")]
    [InlineData("a\u0000b\u0007c\u2028d", "\"a\\u0000b\\u0007c\\u2028d\"")]
    [InlineData("gnp.\u202Eexe", "\"gnp.\\u202eexe\"")]
    public void Text_becomes_a_literal_that_means_it(string text, string literal) => Assert.Equal(literal, HclText.Quote(text));

    [Fact]
    public void Half_of_a_surrogate_pair_becomes_the_sign_for_something_unreadable() => Assert.Equal("\"a\uFFFDb\"", HclText.Quote("a\uD83Db"));

    [Theory]
    [InlineData("erp-db-01", "erp_db_01")]
    [InlineData("ERP Été (prod)", "erp_ete_prod")]
    [InlineData("01-web", "_01_web")]
    [InlineData("東京", "machine")]
    [InlineData("  ", "machine")]
    [InlineData("a--b__c", "a_b_c")]
    [InlineData("\"; } resource \"x", "resource_x")]
    [InlineData("ﬁle Ⅻ", "file_xii")]
    public void Name_becomes_an_identifier(string name, string identifier)
    {
        Assert.Equal(identifier, HclText.Identifier(name, "machine"));
        Assert.Matches(Identifier(), HclText.Identifier(name, "machine"));
    }

    [Fact]
    public void Names_that_become_the_same_are_numbered()
    {
        var names = new TerraformNames();
        Assert.Equal(["erp_01", "erp_01_2", "erp_01_3", "disk", "disk_2"], new[] { "erp-01", "ERP 01", "erp.01", "東", "京" }.Select(name => names.Next(name, "disk")));
        Assert.Equal("erp_01_2_2", names.Next("erp-01-2", "disk"));
    }

    [Theory]
    [InlineData("storage\n} evil", "storage } evil")]
    [InlineData("a\u2028b\r\nc\td", "a b c d")]
    [InlineData("  wide   room ", "wide room")]
    public void Comment_stays_in_its_line(string text, string comment) => Assert.Equal(comment, HclText.Comment(text));

    [Fact]
    public void Hostile_names_leave_the_shape_of_a_body_as_it_is()
    {
        string[] hostile = ["\"", "\\", "${x}", "%{x}", "\n}\n", "*/", "# x", "<<EOF\n", "\u2028", "'", "{", "}", "$${", "\\u0024{", "\uD800"];
        foreach (var name in hostile)
        {
            var lines = new HclBody().Text("name", name, name).Text("mode", "RW").Of("resource \"x\" \"y\"").Split('\n');
            Assert.Equal(5, lines.Length);
            Assert.Matches(Line(), lines[1]);
        }
    }

    [Fact]
    public void Equals_signs_of_lines_that_follow_each_other_stand_below_each_other()
    {
        var text = new HclBody().Number("cpu", 4).Number("num_cores_per_socket", 2).Gap().Flag("on", true).Items("order", '[', ["\"a\","], ']')
            .Block("lifecycle", new HclBody().Comment("why\nnot").Set("ignore_changes", "[a]")).Of("resource \"x\" \"y\"");
        Assert.Equal(
            """
            resource "x" "y" {
              cpu                  = 4
              num_cores_per_socket = 2

              on = true

              order = [
                "a",
              ]

              lifecycle {
                # why not
                ignore_changes = [a]
              }
            }

            """.ReplaceLineEndings("\n"), text);
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]*$")]
    private static partial Regex Identifier();

    /// <summary>A whole string literal of one line, with no brace opened by a single $ or %, and a comment behind it.</summary>
    [GeneratedRegex("""^  name = "(?:[^"\\$%]|\\.|[$%](?!\{)|\$\$\{|%%\{)*" # ?.*$""")]
    private static partial Regex Line();
}

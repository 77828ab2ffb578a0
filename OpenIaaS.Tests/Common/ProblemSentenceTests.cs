using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Common;

public partial class ProblemSentenceTests
{
    static readonly Dictionary<string, string> French = XDocument.Load(Path.Combine(DomainSentence.Root(), "OpenIaaS.Console", "Shared", "ProblemText.fr.resx"))
        .Root!.Elements("data").ToDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!);

    [Fact]
    public void Every_sentence_of_the_domain_has_its_French_with_the_same_values()
    {
        var sentences = DomainSentence.Under("OpenIaaS.Domain");

        Assert.InRange(sentences.Count, 60, 1000);
        Assert.Empty(Faults(sentences));
    }

    [Fact]
    public void French_of_a_sentence_of_the_use_cases_has_the_same_values() =>
        Assert.Empty(Faults(DomainSentence.Under("OpenIaaS.Infrastructure").Where(sentence => French.ContainsKey(sentence.Code))));

    [Theory]
    [InlineData("Problem.Invalid(\"disk.unheard-of\", $\"A disk {name} is {size}.\")", "disk.unheard-of (Twin.cs) has no French.")]
    [InlineData("Problem.Invalid(\"disk.too-small\", $\"A disk is at least {Smallest}.\")", "disk.too-small (Twin.cs) names 1 values, its French names 2.")]
    public void Sentence_without_French_or_with_other_values_is_noticed(string source, string fault) => Assert.Equal([fault], Faults(DomainSentence.In(source, "Twin.cs")));

    [Fact]
    public void Values_are_counted_through_strings_inside_them() =>
        Assert.Equal(2, Assert.Single(DomainSentence.In("""Invalid("a.b", $"{string.Join(", ", names)} and {{not this}} and {x switch { 1 => "}", _ => "{" }}.")""", "")).Values);

    [Theory]
    [InlineData("en", "The block storage sr-01 has 1.5 TiB free; 2 TiB was asked for.")]
    [InlineData("fr", "Le stockage bloc sr-01 a 1,5 TiB libres ; 2 TiB ont été demandés.")]
    public void Reader_gets_the_sentence_and_its_figures_in_their_language(string culture, string sentence) =>
        Assert.Equal(sentence, Say(culture, Problem.Conflict("storage.full", $"The block storage {"sr-01"} has {ByteSize.FromGiB(1536)} free; {ByteSize.FromTiB(2)} was asked for.")));

    [Fact]
    public void Fixed_word_is_translated_and_a_name_that_looks_like_it_is_not() =>
        Assert.Equal("paused n’est pas arrêtée ; elle est en pause.", Say("fr", Problem.Conflict("vm.not-halted", $"{"paused"} is not powered off; it is {new Term("paused")}.")));

    [Fact]
    public void Sentence_without_French_is_shown_in_English() => Assert.Equal("Only English.", Say("fr", Problem.Conflict("no.such-code", $"Only English.")));

    static IEnumerable<string> Faults(IEnumerable<DomainSentence> sentences) =>
        from sentence in sentences
        let named = French.TryGetValue(sentence.Code, out var text) ? Placeholder().Matches(text).Select(match => match.Value).Distinct().Count() : -1
        where named != sentence.Values
        select named < 0
            ? $"{sentence.Code} ({sentence.Source}) has no French."
            : $"{sentence.Code} ({sentence.Source}) names {sentence.Values} values, its French names {named}.";

    static string Say(string culture, Problem problem)
    {
        using var services = new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider();
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return services.GetRequiredService<IStringLocalizer<ProblemText>>().Sentence(problem).Replace('\u00A0', ' ');
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Placeholder();
}

namespace OpenIaaS.Domain.Catalog;

/// <summary>A text in the two languages of the console; on the wire <c>description</c> and <c>descriptionEN</c>.</summary>
/// <param name="English">The English text.</param>
/// <param name="French">The French text.</param>
public sealed record Bilingual(string English, string French)
{
    /// <summary>The text in a language: French for <c>fr</c>, otherwise English.</summary>
    public string In(string language) => language == "fr" ? French : English;
}

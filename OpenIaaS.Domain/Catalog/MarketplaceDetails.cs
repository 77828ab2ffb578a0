namespace OpenIaaS.Domain.Catalog;

/// <summary>What the page of a public image tells.</summary>
/// <param name="Overview">What is in it.</param>
/// <param name="HowToUse">What to do after the first boot.</param>
/// <param name="Support">Who helps with it.</param>
/// <param name="TermsAndConditions">Under which licence it comes.</param>
public sealed record MarketplaceDetails(Bilingual Overview, Bilingual HowToUse, Bilingual Support, Bilingual TermsAndConditions);

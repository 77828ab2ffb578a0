using System.Globalization;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Catalog.Api;

/// <summary>A public image as the API's clients read it.</summary>
/// <param name="Editor">Who publishes it.</param>
/// <param name="Icon">A picture of it, as a data address.</param>
/// <param name="Description">What it is, in French.</param>
/// <param name="DescriptionEN">The same in English.</param>
/// <param name="CreationDate">When it was published first (RFC 3339).</param>
/// <param name="LastUpdate">When this build was published (RFC 3339).</param>
/// <param name="Categories">What it is for.</param>
/// <param name="Type">Always <c>Virtual Machine Image</c>: tools take nothing else for a machine to deploy.</param>
/// <param name="Version">The version of what is in it.</param>
/// <param name="Build">The build of the image.</param>
/// <param name="Details">What its page tells, in French.</param>
/// <param name="DetailsEN">The same in English.</param>
/// <param name="DeploymentOptions">Where it can be deployed to.</param>
sealed record MarketplaceItemWire(
    string Id, string Name, string Editor, string Icon, string Description, string DescriptionEN, string CreationDate, string LastUpdate, IReadOnlyList<string> Categories, string Type, string Version,
    string Build, MarketplaceItemWire.DetailsPart Details, MarketplaceItemWire.DetailsPart DetailsEN, MarketplaceItemWire.OptionsPart DeploymentOptions)
{
    /// <summary>The one place to deploy to.</summary>
    public const string Target = "open_iaas";

    /// <summary>What every public image is.</summary>
    public const string Kind = "Virtual Machine Image";

    public static MarketplaceItemWire Of(MarketplaceItem item) => new(
        $"{item.Id:D}", item.Name, item.Editor, Drawn(item.Mark), item.Description.French, item.Description.English, Moment(item.CreationDate), Moment(item.LastUpdate),
        [.. item.Categories.Select(category => $"{category}")], Kind, item.Version, item.Build, DetailsPart.Of(item.Details, "fr"), DetailsPart.Of(item.Details, "en"),
        new OptionsPart([new TargetPart(Target, "OpenIaaS", [], [])]));

    static string Moment(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00Z'", CultureInfo.InvariantCulture);

    static string Drawn(string mark) => "data:image/svg+xml," + Uri.EscapeDataString(
        $"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 40'><text x='20' y='26' text-anchor='middle' font-family='sans-serif' font-size='18'>{mark}</text></svg>");

    /// <summary>What the page of a public image tells, in one language.</summary>
    public sealed record DetailsPart(string Overview, string HowToUse, string Support, string TermsAndConditions)
    {
        public static DetailsPart Of(MarketplaceDetails details, string language) => new(
            details.Overview.In(language), details.HowToUse.In(language), details.Support.In(language), details.TermsAndConditions.In(language));
    }

    /// <summary>Where a public image can be deployed to.</summary>
    public sealed record OptionsPart(IReadOnlyList<TargetPart> Targets);

    /// <summary>A kind of platform.</summary>
    /// <param name="Key">Its word in addresses: <c>open_iaas</c>.</param>
    /// <param name="SkUs">What has to be ordered for it: nothing.</param>
    /// <param name="Files">The files it is made of: none is offered by itself.</param>
    public sealed record TargetPart(string Key, string Name, IReadOnlyList<string> SkUs, IReadOnlyList<string> Files);
}

using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The one place that gives the methods of creation their words.</summary>
static class CreationMethods
{
    /// <summary>The methods that are offered, in order.</summary>
    public static IReadOnlyList<CreationMethod> Offered { get; } = [CreationMethod.Template, CreationMethod.Iso, CreationMethod.Xva, CreationMethod.Marketplace];

    /// <summary>Its word in the address.</summary>
    public static string Slug(this CreationMethod method) => method switch
    {
        CreationMethod.Template => "template",
        CreationMethod.Iso => "iso",
        CreationMethod.Xva => "xva",
        CreationMethod.Marketplace => "marketplace",
    };

    /// <summary>The method of a word in the address, or null.</summary>
    public static CreationMethod? Find(string? slug) => Offered.Where(method => method.Slug() == slug).Select(method => (CreationMethod?)method).FirstOrDefault();

    public static RadioCard<CreationMethod> Card(CreationMethod method, IStringLocalizer<CreateWizardText> L) => method switch
    {
        CreationMethod.Template => new(method, L["Template"], Icons.Catalog, L["A copy of a preinstalled machine, or an empty machine to install a system on."]),
        CreationMethod.Iso => new(method, L["ISO"], Icons.Disc, L["An empty machine with an ISO in its DVD drive, from which it boots first."]),
        CreationMethod.Xva => new(method, L["XVA file"], Icons.Download, L["A machine that was exported from another platform."]),
        CreationMethod.Marketplace => new(method, L["Marketplace"], Icons.Globe, L["A public image with its application, fetched from its publisher."]),
    };

    /// <summary>What it says under the first step.</summary>
    public static string From(CreationMethod method, IStringLocalizer<CreateWizardText> L) => method switch
    {
        CreationMethod.Template => L["From a template"],
        CreationMethod.Iso => L["From an ISO"],
        CreationMethod.Xva => L["From an XVA file"],
        CreationMethod.Marketplace => L["From the marketplace"],
    };

    /// <summary>The name of the step in which its source is chosen.</summary>
    public static string Source(CreationMethod method, IStringLocalizer<CreateWizardText> L) => method switch
    {
        CreationMethod.Template => L["Template"],
        CreationMethod.Iso => L["ISO"],
        CreationMethod.Xva => L["File"],
        CreationMethod.Marketplace => L["Image"],
    };
}

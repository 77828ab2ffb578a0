using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Catalog;

/// <summary>One template: location, figures, disks and adapters (Concepts, Catalogs).</summary>
public sealed partial class TemplatePage
{
    TemplateDetail? template;
    string? missing;
    TenantChoice? elsewhere;
    bool deleted;
    IReadOnlyList<Problem> problems = [];

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "do")] public string? Do { get; set; }

    [Inject] DeleteTemplate Delete { get; set; } = default!;

    [Inject] ActivityToasts Following { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] WorkingTenant Tenants { get; set; } = default!;

    [Inject] CatalogQueries Queries { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    string Storages => string.Join(", ", template!.Disks.Select(disk => disk.Storage).OfType<string>().Distinct());

    /// <summary>The space that becomes free with it, on each block storage.</summary>
    string Freed => string.Join(", ", template!.Disks.GroupBy(disk => disk.Storage)
        .Select(held => L["{0} on {1}", Units.Size(held.Sum(disk => disk.Capacity.Bytes)), held.Key ?? L["gone"].Value].Value));

    protected override void OnInitialized() => Watch(typeof(Template), typeof(Activity), typeof(StorageRepository), typeof(VirtualNetwork));

    protected override Task OnParametersSetAsync() => ReloadAsync();

    async Task DeleteAsync()
    {
        var accepted = await Delete.SubmitAsync(new DeleteTemplate.Input(new Id<Template>(Id)), await CurrentCaller.GetAsync(Stop), Stop);
        problems = accepted.Problems;
        if (!accepted.Ok) return;
        deleted = true;
        await Following.FollowAsync(accepted.Value);
        Navigation.NavigateTo("/catalog");
    }

    protected override async Task ReloadAsync()
    {
        // It left the catalog at once: the page that leads away from it does not say that nothing is here.
        if (deleted) return;
        var read = await Queries.TemplateAsync(new Id<Template>(Id), await CurrentCaller.GetAsync(Stop), Stop);
        template = read.Ok ? read.Value : null;
        if (!read.Ok) elsewhere = await Tenants.ElsewhereAsync<Template>(row => row.Id == new Id<Template>(Id), await CurrentCaller.GetAsync(Stop), Stop);
        missing = read.Ok ? null : Sentences.Sentence(read.Problems[0]);
    }

    string? Type(TemplateDetail.Adapter adapter) => adapter.Kind switch
    {
        NetworkKind.Vlan => $"VLAN {string.Join(", ", adapter.VlanIds)}",
        NetworkKind.VlanTrunk => L["VLAN trunk, {0} VLANs", adapter.VlanIds.Count],
        _ => null,
    };
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
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

    [Parameter] public Guid Id { get; set; }

    [Inject] WorkingTenant Tenants { get; set; } = default!;

    [Inject] CatalogQueries Queries { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    string Storages => string.Join(", ", template!.Disks.Select(disk => disk.Storage).OfType<string>().Distinct());

    protected override void OnInitialized() => Watch(typeof(Template), typeof(StorageRepository), typeof(VirtualNetwork));

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
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

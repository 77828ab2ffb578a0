using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Catalog;

/// <summary>One disk image: where it lies, how large it is, and which machines have it in their drive.</summary>
public sealed partial class DiskImagePage
{
    DiskImageDetail? image;
    string? missing;
    TenantChoice? elsewhere;

    bool deleted;
    IReadOnlyList<Problem> problems = [];

    [Parameter] public Guid Id { get; set; }

    [SupplyParameterFromQuery(Name = "do")] public string? Do { get; set; }

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] WorkingTenant Tenants { get; set; } = default!;

    [Inject] CatalogQueries Queries { get; set; } = default!;

    [Inject] DeleteImage Delete { get; set; } = default!;

    [Inject] ActivityToasts Following { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    protected override void OnInitialized() => Watch(typeof(DiskImage), typeof(VirtualMachine));

    protected override Task OnParametersSetAsync() => ReloadAsync();

    async Task DeleteAsync()
    {
        var accepted = await Delete.SubmitAsync(new DeleteImage.Input(new Id<DiskImage>(Id)), await CurrentCaller.GetAsync(Stop), Stop);
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
        var read = await Queries.DiskImageAsync(new Id<DiskImage>(Id), await CurrentCaller.GetAsync(Stop), Stop);
        image = read.Ok ? read.Value : null;
        if (!read.Ok) elsewhere = await Tenants.ElsewhereAsync<DiskImage>(row => row.Id == new Id<DiskImage>(Id), await CurrentCaller.GetAsync(Stop), Stop);
        missing = read.Ok ? null : Sentences.Sentence(read.Problems[0]);
    }
}

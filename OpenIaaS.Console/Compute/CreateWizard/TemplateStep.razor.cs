using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>First the pool, then one of its templates.</summary>
public sealed partial class TemplateStep
{
    readonly string group = ElementIds.Next("template");
    string search = "";

    IReadOnlyList<SelectOption<Id<Pool>?>> Pools => [.. Form.Choices!.Pools.Select(pool => new SelectOption<Id<Pool>?>(
        pool.Id, $"{CreateStepSummary.Place(pool)} · {pool.City} · {pool.BladeClass}", pool.Hosts == 0 ? L["no host"].Value : null, pool.Zone))];

    IReadOnlyList<Template> Templates => [.. Form.Choices!.Templates.Where(template => template.PoolId == Draft.Pool)];

    IEnumerable<Template> Matching => Templates.Where(template => template.Id == Draft.Template
        || template.Name.Contains(search, StringComparison.CurrentCultureIgnoreCase) || template.GuestSystem.Contains(search, StringComparison.CurrentCultureIgnoreCase));

    string? PoolHelp => Form.Pool is { } pool ? L["{0} of {1} hosts connected", pool.ConnectedHosts, pool.Hosts].Value : null;

    Task ChooseAsync(Id<Pool>? pool) => SetAsync(() =>
    {
        if (pool is { } chosen) Draft.MoveTo(chosen);
    });

    Task TakeAsync(Template template) => SetAsync(() =>
    {
        Draft.Take(template);
        Form.Forget("Disks");
        Form.Forget("Adapters");
    });
}

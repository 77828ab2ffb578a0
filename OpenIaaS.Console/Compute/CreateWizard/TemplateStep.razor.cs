using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>First the pool, then one of its templates.</summary>
public sealed partial class TemplateStep
{
    readonly string group = ElementIds.Next("template");
    string search = "";

    IReadOnlyList<Template> Templates => [.. Form.Choices!.Templates.Where(template => template.PoolId == Draft.Pool)];

    IEnumerable<Template> Matching => Templates.Where(template => template.Id == Draft.Template
        || template.Name.Contains(search, StringComparison.CurrentCultureIgnoreCase) || template.GuestSystem.Contains(search, StringComparison.CurrentCultureIgnoreCase));

    Task TakeAsync(Template template) => SetAsync(() =>
    {
        Draft.Take(template);
        Form.Forget("Disks");
        Form.Forget("Adapters");
    });
}

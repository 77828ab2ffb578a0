using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog;

/// <summary>Says which operating system a disk image installs. What is typed stays while the page behind it follows changes.</summary>
public sealed partial class SystemDialog
{
    string system = "";
    int version;
    IReadOnlyList<Problem> problems = [];

    [Parameter, EditorRequired] public DiskImageDetail Image { get; set; } = default!;

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] SetDiskImageSystem Set { get; set; } = default!;

    [Inject] ActivityToasts Following { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    Result Check => DiskImage.CheckGuestSystem(system.Trim());

    protected override void OnInitialized() => (system, version) = (Image.GuestSystem, Image.Version);

    void Take(string typed) => (system, problems) = (typed, []);

    async Task SendAsync()
    {
        var done = await Set.SubmitAsync(new SetDiskImageSystem.Input(Image.Id, version, system), await CurrentCaller.GetAsync(), default);
        problems = done.Problems;
        if (!done.Ok) return;
        await Following.FollowAsync(done.Value);
        await OnClose.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.Compute;

/// <summary>Switches high availability of one pool on with a heartbeat storage, or off.</summary>
public sealed partial class PoolHighAvailabilityDialog
{
    PoolQueries.HeartbeatChoices choices = new([], []);
    IReadOnlyList<string> problems = [];
    string? heartbeat;
    bool on;

    [Parameter, EditorRequired] public PoolQueries.Row Pool { get; set; } = default!;

    [Parameter] public EventCallback OnClose { get; set; }

    [Inject] PoolQueries Pools { get; set; } = default!;

    [Inject] SetPoolHighAvailability Command { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    string? Missing => (on, Pool.HighAvailability) switch
    {
        (false, true) => null,
        (false, false) => L["High availability is off already."].Value,
        _ when choices.Problems.Count > 0 => P.Sentence(choices.Problems[0]),
        _ => heartbeat is null ? L["Choose the heartbeat storage."].Value : null,
    };

    IReadOnlyList<StorageChoice> Leaves =>
    [
        .. choices.Choices.Select(storage => new StorageChoice(
            storage.Id.ToString(), $"{Pool.Zone} / {Pool.Name}", storage.Name, storage.Class, L["{0} free", Units.Size((storage.Capacity - storage.Used).Bytes)],
            storage.Used.Bytes / (double)storage.Capacity.Bytes, storage.Refused)),
    ];

    protected override async Task OnInitializedAsync()
    {
        on = true;
        heartbeat = Pool.HeartbeatId?.ToString();
        var found = await Pools.HeartbeatChoicesAsync(Pool.Id, await CurrentCaller.GetAsync(), default);
        if (found.Ok) choices = found.Value;
        else problems = [.. found.Problems.Select(P.Sentence)];
    }

    async Task SendAsync()
    {
        var storage = on && Id<StorageRepository>.TryParse(heartbeat, null, out var chosen) ? chosen : (Id<StorageRepository>?)null;
        var accepted = await Command.SubmitAsync(new SetPoolHighAvailability.Input(Pool.Id, Pool.Version, storage), await CurrentCaller.GetAsync(), default);
        if (!accepted.Ok)
        {
            problems = [.. accepted.Problems.Select(P.Sentence)];
            return;
        }

        Toasts.Ok(on ? L["High availability of {0} is on", Pool.Name] : L["High availability of {0} is off", Pool.Name]);
        await OnClose.InvokeAsync();
    }
}

using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication;

/// <summary>The age of the newest point as a figure and as blades.</summary>
public sealed partial class PointAge
{
    [Parameter, EditorRequired] public ReplicaRow Row { get; set; } = default!;

    [Parameter, EditorRequired] public DateTimeOffset Now { get; set; }

    TimeSpan Age => Row.AgeAt(Now);

    // Green fills up to the promise, amber from there to the breach, red is full.
    double Share => Row.StatusAt(Now) switch
    {
        RecoveryPointStatus.Breached => 1,
        RecoveryPointStatus.AtRisk => Age / (2 * Row.Interval.Every),
        RecoveryPointStatus.Compliant => Age / Row.Interval.Every,
        RecoveryPointStatus.Pending => 0,
    };

    MeterColor Color => Row.StatusAt(Now) switch
    {
        RecoveryPointStatus.Breached => MeterColor.Bad,
        RecoveryPointStatus.AtRisk => MeterColor.Warn,
        RecoveryPointStatus.Compliant or RecoveryPointStatus.Pending => MeterColor.Brand,
    };
}

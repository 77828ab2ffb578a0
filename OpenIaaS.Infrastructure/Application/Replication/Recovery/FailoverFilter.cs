using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Replication.Recovery;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Replication.Recovery;

/// <summary>Which failovers and tests are asked for; null asks for all.</summary>
/// <param name="Search">Part of the name of a machine.</param>
/// <param name="IsOpen">Those whose copy is there or on its way, or those that are over.</param>
public sealed record FailoverFilter(string? Search = null, FailoverKind? Kind = null, FailoverState? State = null, bool? IsOpen = null, Id<VirtualMachine>? Machine = null)
{
    public bool Any => this != new FailoverFilter();

    internal IQueryable<Failover> Apply(IQueryable<Failover> rows, ConsoleDbContext database)
    {
        if (Kind is { } kind) rows = rows.Where(row => row.Kind == kind);
        if (State is { } state) rows = rows.Where(row => row.State == state);
        if (IsOpen is { } open) rows = rows.Where(row => row.EndedAt == null == open);
        if (Machine is { } machine) rows = rows.Where(row => row.MachineId == machine);
        if (string.IsNullOrWhiteSpace(Search)) return rows;
        var key = VirtualMachine.KeyOf(Search.Trim());
#pragma warning disable CA1304, CA1311, CA1862 // translated to SQL; the database's own upper case serves for machines that are gone
        return rows.Where(row => database.VirtualMachines.Any(known => known.Id == row.MachineId && known.NameKey.Contains(key)) || row.Machine.ToUpper().Contains(key));
#pragma warning restore CA1304, CA1311, CA1862
    }

    /// <param name="sort">machine, kind, state, ended or ordered; the newest order first without one.</param>
    internal static IQueryable<Failover> Sorted(IQueryable<Failover> rows, string? sort, bool descending) => ((sort, descending) switch
    {
        ("machine", false) => rows.OrderBy(row => row.Machine),
        ("machine", true) => rows.OrderByDescending(row => row.Machine),
        ("kind", false) => rows.OrderBy(row => row.Kind == FailoverKind.Test ? 2 : row.Kind == FailoverKind.Planned ? 1 : 0),
        ("kind", true) => rows.OrderByDescending(row => row.Kind == FailoverKind.Test ? 2 : row.Kind == FailoverKind.Planned ? 1 : 0),
        ("state", false) => rows.OrderBy(row => row.EndedAt == null ? 0 : 1).ThenBy(row => row.State),
        ("state", true) => rows.OrderByDescending(row => row.EndedAt == null ? 0 : 1).ThenByDescending(row => row.State),
        ("ended", false) => rows.OrderBy(row => row.EndedAt),
        ("ended", true) => rows.OrderByDescending(row => row.EndedAt),
        ("ordered", false) => rows.OrderBy(row => row.OrderedAt),
        _ => rows.OrderByDescending(row => row.OrderedAt),
    }).ThenByDescending(row => row.OrderedAt).ThenBy(row => row.Id);
}

using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute;

/// <summary>A snapshot of a machine. Memory is included only up to 1.5 TiB (Concepts, Memory Resource Management).</summary>
public sealed class Snapshot : IOwned
{
    Snapshot() => (Name, Description) = ("", "");

    /// <summary>Takes a snapshot.</summary>
    public Snapshot(Id<Snapshot> id, Id<Tenant> tenantId, Id<VirtualMachine> machineId, string name, string description, bool includesMemory, DateTimeOffset now) =>
        (Id, TenantId, MachineId, Name, Description, IncludesMemory, CreatedAt) = (id, tenantId, machineId, name, description, includesMemory, now);

    /// <summary>Its identity.</summary>
    public Id<Snapshot> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine it was taken of.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>What it was taken for.</summary>
    public string Description { get; private set; }

    /// <summary>Whether the memory is in it.</summary>
    public bool IncludesMemory { get; private set; }

    /// <summary>When it was taken, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }
}

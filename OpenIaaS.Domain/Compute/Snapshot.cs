using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// A snapshot of a machine: a VHD more in the chain of each of its disks (<see cref="SnapshotDisk"/>). Memory is included only up to
/// 1.5 TiB (Concepts, Memory Resource Management).
/// </summary>
public sealed class Snapshot : IOwned
{
    /// <summary>The longest name: 100 characters (our own bound; XAPI has none).</summary>
    public const int LongestName = 100;

    /// <summary>The longest description: 500 characters (our own bound; XAPI has none).</summary>
    public const int LongestDescription = 500;

    Snapshot() => (Name, Description) = ("", "");

    /// <summary>Begins to take a snapshot; ask <see cref="VirtualMachine.CanSnapshot"/> first.</summary>
    public Snapshot(Id<Snapshot> id, VirtualMachine machine, string name, string description, bool includesMemory, DateTimeOffset now) =>
        (Id, TenantId, MachineId, VirtualCpus, Name, Description, IncludesMemory, CreatedAt) = (id, machine.TenantId, machine.Id, machine.VirtualCpus, name, description, includesMemory, now);

    /// <summary>Its identity.</summary>
    public Id<Snapshot> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The machine it was taken of.</summary>
    public Id<VirtualMachine> MachineId { get; private set; }

    /// <summary>The vCPUs the machine had then; memory can be put back only with as many. 0 for one from before this was noted.</summary>
    public int VirtualCpus { get; private set; }

    /// <summary>Its name.</summary>
    public string Name { get; private set; }

    /// <summary>What it was taken for.</summary>
    public string Description { get; private set; }

    /// <summary>Whether the memory is in it.</summary>
    public bool IncludesMemory { get; private set; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Where it stands.</summary>
    public SnapshotStatus Status { get; private set; }

    /// <summary>Whether a snapshot may be called so and described so.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it was taken for.</param>
    /// <param name="field">The input the name was typed into.</param>
    /// <returns><c>snapshot.no-name</c>, <c>snapshot.name</c> and <c>snapshot.description</c>.</returns>
    public static Result Check(string name, string description, string field = "Name")
    {
        List<Problem> found = [];
        if (string.IsNullOrWhiteSpace(name)) found.Add(Problem.Invalid("snapshot.no-name", $"A snapshot has a name.", field));
        else if (name.Length > LongestName) found.Add(Problem.Invalid("snapshot.name", $"The name of a snapshot has at most {LongestName} characters; {name.Length} were given.", field));
        if (description.Length > LongestDescription)
            found.Add(Problem.Invalid("snapshot.description", $"The description of a snapshot has at most {LongestDescription} characters; {description.Length} were given.", "Description"));
        return found.Count == 0 ? Result.Success : found;
    }

    /// <summary>Notes that it is whole, or that it stays after all.</summary>
    public void Keep() => Status = SnapshotStatus.Ready;

    /// <summary>Gives it another name and description, which have passed <see cref="Check"/>.</summary>
    public void Describe(string name, string description) => (Name, Description) = (name, description);

    /// <summary>Whether it is whole and stays.</summary>
    /// <returns><c>snapshot.busy</c> while it is being taken or deleted.</returns>
    public Result CheckKept() => Status == SnapshotStatus.Ready
        ? Result.Success
        : Problem.Conflict("snapshot.busy", $"The snapshot {Name} is {new Term(Status == SnapshotStatus.Taking ? "being taken" : "being deleted")}. Wait until that has ended.");

    /// <summary>Begins to delete it.</summary>
    /// <returns>What <see cref="CheckKept"/> returns.</returns>
    public Result BeginDelete()
    {
        var kept = CheckKept();
        if (kept.Ok) Status = SnapshotStatus.Deleting;
        return kept;
    }
}

using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <content>When it may leave the catalog.</content>
public sealed partial class Template
{
    /// <summary>How many machines a refusal names at the most.</summary>
    const int MostNamed = 5;

    /// <summary>Whether it may be deleted: no machine is being made from it (own rule, for its disks are read until then), and the storage of all its disks can be reached.</summary>
    /// <param name="making">The names of the machines that are being made from it.</param>
    /// <param name="cut">The name of block storage of its disks that cannot be reached, or null.</param>
    /// <returns><c>template.in-use</c>, <c>template.in-use-many</c> or <c>storage.disconnected</c>.</returns>
    public Result CanDelete(IReadOnlyList<string> making, string? cut)
    {
        if (making.Count > MostNamed)
            return Problem.Conflict("template.in-use-many", $"{making.Count} machines are being made from {Name}, {string.Join(", ", making.Take(MostNamed))} and others; wait until they are.");
        if (making.Count > 0) return Problem.Conflict("template.in-use", $"{string.Join(", ", making)} is being made from {Name}; wait until that has ended.");
        return cut is null ? Result.Success : Problem.Conflict("storage.disconnected", $"The block storage {cut} is disconnected.");
    }
}

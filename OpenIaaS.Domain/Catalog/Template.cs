using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// A virtual machine template: what a new machine begins as. With 0 disks it is a configuration template without an operating system
/// (Concepts, Catalogs).
/// </summary>
public sealed partial class Template : IOwned
{
    /// <summary>The longest description: 500 characters (own bound).</summary>
    public const int LongestDescription = 500;

    Template() => (Name, Description, GuestSystem, Disks, Adapters) = ("", "", "", [], []);

    /// <summary>Puts a template into a tenant's catalog.</summary>
    /// <param name="id">Its identity.</param>
    /// <param name="tenantId">The tenant it belongs to.</param>
    /// <param name="poolId">The pool it lies in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it holds, in a sentence.</param>
    /// <param name="guestSystem">The operating system, in text.</param>
    /// <param name="virtualCpus">vCPUs.</param>
    /// <param name="memory">Memory.</param>
    /// <param name="firmware">Firmware.</param>
    /// <param name="disks">Its disks.</param>
    /// <param name="adapters">Its adapters.</param>
    /// <param name="coresPerSocket">Cores in each virtual socket; divides the vCPUs.</param>
    public Template(
        Id<Template> id, Id<Tenant> tenantId, Id<Pool> poolId, string name, string description, string guestSystem, int virtualCpus, ByteSize memory,
        Firmware firmware, IReadOnlyList<TemplateDisk> disks, IReadOnlyList<TemplateAdapter> adapters, int coresPerSocket = 1)
    {
        (Id, TenantId, PoolId, Name, Description, GuestSystem) = (id, tenantId, poolId, name, description, guestSystem);
        (VirtualCpus, CoresPerSocket, Memory, Firmware) = (virtualCpus, coresPerSocket, memory, firmware);
        (Disks, Adapters) = ([.. disks], [.. adapters]);
    }

    /// <summary>Its identity.</summary>
    public Id<Template> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The pool it lies in: its location, and where it can be deployed.</summary>
    public Id<Pool> PoolId { get; private set; }

    /// <summary>Its name, unique in its pool.</summary>
    public string Name { get; private set; }

    /// <summary>What it holds, in a sentence.</summary>
    public string Description { get; private set; }

    /// <summary>The operating system, in text; "Other install media" when there is none.</summary>
    public string GuestSystem { get; private set; }

    /// <summary>The vCPUs a machine made from it begins with.</summary>
    public int VirtualCpus { get; private set; }

    /// <summary>Cores in each virtual socket of a machine made from it: those of the machine it was made of, otherwise 1.</summary>
    public int CoresPerSocket { get; private set; } = 1;

    /// <summary>The memory a machine made from it begins with.</summary>
    public ByteSize Memory { get; private set; }

    /// <summary>The firmware a machine made from it has.</summary>
    public Firmware Firmware { get; private set; }

    /// <summary>The disks copied into each machine; none for a configuration template.</summary>
    public List<TemplateDisk> Disks { get; private set; }

    /// <summary>The adapters each machine begins with; their MAC addresses are never taken over.</summary>
    public List<TemplateAdapter> Adapters { get; private set; }

    /// <summary>The cores in each socket of a machine with so many vCPUs: the template's where they divide them, otherwise 1, which divides any.</summary>
    public int CoresPerSocketOf(int virtualCpus) => virtualCpus % CoresPerSocket == 0 ? CoresPerSocket : 1;

    /// <summary>
    /// The identity of one of its disks: that of the disk it was made of, or one of its own (a UUID of version 8 from a hash of its place), so that it is
    /// the same each time without being remembered.
    /// </summary>
    /// <param name="position">Its place among the disks, from 0.</param>
    public Id<VirtualDisk> IdOfDisk(int position)
    {
        if (Disks[position].DiskId is { } made) return made;
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Id}/{position}"))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Id<VirtualDisk>(new Guid(bytes, bigEndian: true));
    }

    /// <summary>Whether a template may be described so.</summary>
    /// <returns><c>template.description</c>.</returns>
    public static Result CheckDescription(string description) => description.Length <= LongestDescription
        ? Result.Success
        : Problem.Invalid("template.description", $"The description of a template has at most {LongestDescription} characters; {description.Length} were given.", nameof(Description));

    /// <summary>Which of the two kinds of template it is: 0 disks is a configuration template.</summary>
    public CatalogItemKind Kind => Disks.Count == 0 ? CatalogItemKind.ConfigurationTemplate : CatalogItemKind.PreinstalledTemplate;
}

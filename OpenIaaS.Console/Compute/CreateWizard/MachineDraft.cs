using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>A machine as it is being typed: anything may be missing or wrong, and nothing typed is lost.</summary>
public sealed class MachineDraft
{
    public Id<Pool>? Pool { get; set; }

    public Id<Template>? Template { get; private set; }

    public string Name { get; set; } = "";

    public int? VirtualCpus { get; set; }

    public int? CoresPerSocket { get; set; } = 1;

    public decimal? Memory { get; set; }

    public SizeUnit MemoryUnit { get; set; } = SizeUnit.GiB;

    public string CloudConfig { get; set; } = "";

    public string NetworkConfig { get; set; } = "";

    public bool DestroyAfterBoot { get; set; }

    public List<DraftDisk> Disks { get; } = [];

    public List<DraftAdapter> Adapters { get; } = [];

    public HighAvailabilityPriority HighAvailability { get; set; }

    public int? StartOrder { get; set; } = 0;

    public HashSet<Id<BackupPolicy>> BackupPolicies { get; } = [];

    public bool StartAfterCreation { get; set; }

    public bool HasCloudInit => !string.IsNullOrWhiteSpace(CloudConfig) || !string.IsNullOrWhiteSpace(NetworkConfig);

    /// <summary>Begins as the template; what was typed beside its figures stays as far as the place allows.</summary>
    public void Take(Template template)
    {
        var stays = Template is not null && Pool == template.PoolId;
        (Pool, Template) = (template.PoolId, template.Id);
        VirtualCpus = template.VirtualCpus;
        CoresPerSocket = 1;
        (Memory, MemoryUnit) = SizeUnits.Split(template.Memory);
        Disks.RemoveAll(disk => disk.OfTemplate || !stays);
        Disks.InsertRange(0, template.Disks.Select(DraftDisk.Of));
        Adapters.Clear();
        Adapters.AddRange(template.Adapters.Select(adapter => new DraftAdapter { Network = adapter.NetworkId }));
    }

    /// <summary>Chooses another pool: its templates, storage, networks and policies are others.</summary>
    public void MoveTo(Id<Pool> pool)
    {
        if (Pool == pool) return;
        (Pool, Template) = (pool, null);
        Disks.Clear();
        Adapters.Clear();
        BackupPolicies.Clear();
    }

    /// <summary>The request as it stands.</summary>
    public NewMachine ToMachine() => new(
        Pool, Template, Name, VirtualCpus ?? 0, CoresPerSocket ?? 0, SizeUnits.Of(Memory, MemoryUnit),
        [.. Disks.Select(disk => new NewDisk(disk.Name, disk.Size, disk.Storage))],
        [.. Adapters.Select(adapter => new NewAdapter(adapter.Network, adapter.MacAddress))],
        HighAvailability, StartOrder ?? -1, [.. BackupPolicies], StartAfterCreation,
        HasCloudInit ? new CloudInit(CloudConfig, NetworkConfig, DestroyAfterBoot) : null);
}

/// <summary>A disk as it is being typed.</summary>
public sealed class DraftDisk
{
    public string Name { get; set; } = "";

    public decimal? Amount { get; set; }

    public SizeUnit Unit { get; set; } = SizeUnit.GiB;

    public Id<StorageRepository>? Storage { get; set; }

    /// <summary>It comes with the template: it can lie elsewhere, but stays and keeps its size.</summary>
    public bool OfTemplate { get; private init; }

    public ByteSize Size => SizeUnits.Of(Amount, Unit);

    public static DraftDisk Of(TemplateDisk disk)
    {
        var (amount, unit) = SizeUnits.Split(disk.Capacity);
        return new DraftDisk { Name = disk.Name, Amount = amount, Unit = unit, Storage = disk.StorageRepositoryId, OfTemplate = true };
    }
}

/// <summary>A network adapter as it is being typed.</summary>
public sealed class DraftAdapter
{
    public Id<VirtualNetwork>? Network { get; set; }

    public string MacAddress { get; set; } = "";
}

using System.Text.Json.Serialization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>A machine as it is being typed: anything may be missing or wrong, and nothing typed is lost. It is kept as JSON for another window.</summary>
[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public sealed partial class MachineDraft
{
    [JsonInclude] public CreationMethod Method { get; private set; }

    public Id<Pool>? Pool { get; set; }

    [JsonInclude] public Id<Template>? Template { get; private set; }

    public Id<DiskImage>? Image { get; set; }

    [JsonInclude] public Guid? Item { get; private set; }

    public Guid? File { get; set; }

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

    /// <summary>Whether it is started although high availability of the pool will not hold any more.</summary>
    public bool EvenIfUnprotected { get; set; }

    /// <summary>Whether it is chosen what it begins as.</summary>
    public bool HasSource => Template is not null || Image is not null || Item is not null || File is not null;

    /// <summary>Whether its method brings a system that may read cloud-init.</summary>
    public bool MayHaveCloudInit => TakesCloudInit(Method);

    /// <summary>Whether vCPUs and memory are those of what it begins as.</summary>
    public bool HasFixedFigures => Method is CreationMethod.Marketplace or CreationMethod.Xva;

    public bool HasCloudInit => MayHaveCloudInit && (!string.IsNullOrWhiteSpace(CloudConfig) || !string.IsNullOrWhiteSpace(NetworkConfig));

    /// <summary>The request as it stands.</summary>
    public NewMachine ToMachine() => new(
        Pool, Method is CreationMethod.Template or CreationMethod.Iso ? Template : null, Name, VirtualCpus ?? 0, CoresPerSocket ?? 0, SizeUnits.Of(Memory, MemoryUnit),
        [.. Disks.Select(disk => new NewDisk(disk.Name, disk.Size, disk.Storage))],
        [.. Adapters.Select(adapter => new NewAdapter(adapter.Network, adapter.MacAddress))],
        HighAvailability, StartOrder ?? -1, [.. BackupPolicies], StartAfterCreation,
        HasCloudInit ? new CloudInit(CloudConfig, NetworkConfig, DestroyAfterBoot) : null, Method, Method == CreationMethod.Iso ? Image : null, Item, File)
    { EvenIfUnprotected = EvenIfUnprotected };
}

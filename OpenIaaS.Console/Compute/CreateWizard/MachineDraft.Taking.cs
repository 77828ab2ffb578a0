using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <content>What it begins as.</content>
public sealed partial class MachineDraft
{
    /// <summary>Whether a method brings a system that may read cloud-init: an installer or a machine of somebody's does not.</summary>
    public static bool TakesCloudInit(CreationMethod method) => method is CreationMethod.Template or CreationMethod.Marketplace;

    /// <summary>Chooses another method; name, pool and what follows the networks stay.</summary>
    public void Begin(CreationMethod method)
    {
        if (Method == method) return;
        (Method, Template, Image, Item, File) = (method, null, null, null, null);
        Disks.Clear();
        Adapters.Clear();
    }

    /// <summary>Begins as a public image.</summary>
    public void Take(MarketplaceItem item)
    {
        Item = item.Id;
        (VirtualCpus, CoresPerSocket) = (item.Machine.VirtualCpus, item.Machine.CoresPerSocket);
        (Memory, MemoryUnit) = SizeUnits.Split(item.Machine.Memory);
        Disks.Clear();
        Disks.AddRange(item.Machine.Disks.Select(disk => DraftDisk.Given(disk.Name, disk.VirtualSize, null)));
        Adapters.Clear();
        Adapters.AddRange(item.Machine.NetworkAdapters.Select(adapter => new DraftAdapter { Purpose = $"{adapter.Name} · {adapter.NetworkName}" }));
    }

    /// <summary>Begins as the machine of a file; its adapters get new MAC addresses unless they are to be kept.</summary>
    public void Take(XvaFile file)
    {
        var machine = file.Machine;
        if (Name.Length == 0 && MachineName.Check(machine.Name).Ok) Name = machine.Name;
        (VirtualCpus, CoresPerSocket) = (machine.VirtualCpus, machine.CoresPerSocket);
        (Memory, MemoryUnit) = SizeUnits.Split(machine.Memory);
        Disks.Clear();
        Disks.AddRange(machine.Disks.Select(disk => DraftDisk.Given(disk.Name, disk.Capacity, null)));
        Adapters.Clear();
        Adapters.AddRange(machine.Adapters.Select((adapter, index) => new DraftAdapter { Purpose = $"eth{index} · {adapter.NetworkName}", Original = adapter.MacAddress, OriginalNetwork = adapter.NetworkName }));
    }

    /// <summary>Chooses a file; what it holds is taken as soon as it is known.</summary>
    public void Choose(Guid file)
    {
        if (File == file) return;
        File = file;
        Disks.Clear();
        Adapters.Clear();
    }

    /// <summary>Gives up the file, which was not taken.</summary>
    public void DropFile()
    {
        File = null;
        Disks.Clear();
        Adapters.Clear();
    }

    /// <summary>Begins as the template; what was typed beside its figures stays as far as the place allows.</summary>
    public void Take(Template template)
    {
        var stays = Template is not null && Pool == template.PoolId;
        (Pool, Template) = (template.PoolId, template.Id);
        (VirtualCpus, CoresPerSocket) = (template.VirtualCpus, template.CoresPerSocket);
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
        (Pool, Template, Image) = (pool, null, null);
        BackupPolicies.Clear();
        if (HasFixedFigures)
        {
            // The image or file is the same everywhere; where its disks and adapters will be is not.
            foreach (var disk in Disks) disk.Storage = null;
            foreach (var adapter in Adapters) adapter.Network = null;
            return;
        }

        Disks.Clear();
        Adapters.Clear();
    }
}

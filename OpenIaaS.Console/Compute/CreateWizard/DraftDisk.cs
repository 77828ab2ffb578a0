using System.Text.Json.Serialization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>A disk as it is being typed.</summary>
public sealed class DraftDisk
{
    public string Name { get; set; } = "";

    public decimal? Amount { get; set; }

    public SizeUnit Unit { get; set; } = SizeUnit.GiB;

    public Id<StorageRepository>? Storage { get; set; }

    /// <summary>It comes with the template: it can lie elsewhere, but stays and keeps its size.</summary>
    [JsonInclude] public bool OfTemplate { get; private init; }

    public ByteSize Size => SizeUnits.Of(Amount, Unit);

    public static DraftDisk Of(TemplateDisk disk) => Given(disk.Name, disk.Capacity, disk.StorageRepositoryId);

    /// <summary>A disk that comes with what the machine begins as.</summary>
    public static DraftDisk Given(string name, ByteSize capacity, Id<StorageRepository>? storage)
    {
        var (amount, unit) = SizeUnits.Split(capacity);
        return new DraftDisk { Name = name, Amount = amount, Unit = unit, Storage = storage, OfTemplate = true };
    }
}

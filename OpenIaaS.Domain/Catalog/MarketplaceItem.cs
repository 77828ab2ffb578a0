using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// A public image of the marketplace: a preinstalled template published for everybody, deployed to any pool. Its fields have the words of the wire
/// (API contract 6, MarketplaceItem and MarketplaceOpenIaasItemInfo).
/// </summary>
/// <param name="Id">Its identity, the same everywhere. It is no object of a tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Editor">Who publishes it.</param>
/// <param name="Mark">Two letters that stand for it; logos are their owners'.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="CreationDate">When it was published first.</param>
/// <param name="LastUpdate">When this build was published.</param>
/// <param name="Categories">What it is for.</param>
/// <param name="Version">The version of what is in it.</param>
/// <param name="Build">The build of the image.</param>
/// <param name="Details">What its page tells.</param>
/// <param name="Machine">What a machine made from it has.</param>
public sealed partial record MarketplaceItem(
    Guid Id,
    string Name,
    string Editor,
    string Mark,
    Bilingual Description,
    DateOnly CreationDate,
    DateOnly LastUpdate,
    IReadOnlyList<MarketplaceCategory> Categories,
    string Version,
    string Build,
    MarketplaceDetails Details,
    MarketplaceMachine Machine)
{
    /// <summary>For so many days after it was published first an image counts as new (our own choice).</summary>
    public const int NewDays = 45;

    /// <summary>The one there is with this identity, or null.</summary>
    public static MarketplaceItem? Find(Guid? id) => All.FirstOrDefault(item => item.Id == id);

    /// <summary>Whether it is marked as new on a day.</summary>
    public bool IsNewOn(DateOnly day) => CreationDate <= day && day.DayNumber - CreationDate.DayNumber <= NewDays;

    /// <summary>What is fetched from its publisher when it is deployed: what is written on its disks.</summary>
    public ByteSize Download => new(Machine.Disks.Sum(disk => disk.PhysicalUtilisation.Bytes));

    /// <summary>What a machine made from it takes on block storage.</summary>
    public ByteSize Size => new(Machine.Disks.Sum(disk => disk.VirtualSize.Bytes));
}

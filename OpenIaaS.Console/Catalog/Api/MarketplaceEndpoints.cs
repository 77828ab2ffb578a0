using OpenIaaS.Console.Api;
using OpenIaaS.Console.Compute.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Domain.Storage;
using OpenIaaS.Infrastructure.Application.Catalog;

namespace OpenIaaS.Console.Catalog.Api;

/// <summary>The marketplace: public images, and machines made from them.</summary>
static class MarketplaceEndpoints
{
    const string Noun = "marketplace item";

    public static void MapMarketplace(this IEndpointRouteBuilder app)
    {
        var items = new ApiGroup(app, "/marketplace/v1/items", "Marketplace");
        items.List<MarketplaceItemWire>("", Permission.ComputeRead, "The public images.", (ApiCaller who) => Answer.List(Marketplace.List(who.Caller), MarketplaceItemWire.Of));
        items.Read<MarketplaceItemWire>("/{id}", Permission.ComputeRead, "One public image.", Read);
        items.Read<MarketplaceItemInfoWire>("/{id}/{target}/info", Permission.ComputeRead, "What a machine made from a public image has.", Info);
        items.Write("POST", "/open_iaas/deploy", Permission.ComputeManagement, "Makes a machine from a public image.", DeployAsync);
    }

    static IResult Read(string id, ApiCaller who) =>
        Guid.TryParse(id, out var known) ? Answer.One(Marketplace.Find(known, who.Caller), MarketplaceItemWire.Of) : Answer.NotFound(Noun, id);

    static IResult Info(string id, string target, ApiCaller who)
    {
        if (target != MarketplaceItemWire.Target) return Answer.NotFound("deployment target", target);
        return Guid.TryParse(id, out var known) ? Answer.One(Marketplace.Find(known, who.Caller), MarketplaceItemInfoWire.Of) : Answer.NotFound(Noun, id);
    }

    static async Task<IResult> DeployAsync(DeployItemWire? asked, ApiCaller who, Marketplace marketplace, CancellationToken stop)
    {
        List<Problem> found = [];
        var item = BodyIds.Read<MarketplaceItem>(asked?.Id, "id", Noun, found);
        if (asked?.Name is null) found.Add(Given.Missing("name"));
        var storage = BodyIds.Read<StorageRepository>(asked?.StorageRepositoryId, "storageRepositoryId", "block storage", found);
        var cloudInit = CloudInitBody.Read(asked?.CloudInit, found);
        if (found.Count > 0) return ProblemResponse.From(found);
        var deployment = new Marketplace.Deployment(item.Value, asked!.Name!, storage, Mappings(asked), cloudInit);
        return Answer.Accepted(await marketplace.DeployAsync(deployment, who.Caller, stop), Fields(asked, item.Value));
    }

    static List<MarketplaceItem.Mapping> Mappings(DeployItemWire asked) =>
        [.. (asked.NetworkData ?? []).Select(mapping => new MarketplaceItem.Mapping(mapping.NetworkAdapterName, mapping.SourceNetworkName, Given.Id<VirtualNetwork>(mapping.DestinationNetworkId)))];

    /// <summary>The inputs of the use case by what whoever deploys knows: one storage for all disks, an entry for each adapter.</summary>
    static Dictionary<string, string> Fields(DeployItemWire asked, Guid item)
    {
        Dictionary<string, string> fields = new()
        {
            ["Item"] = "id", ["Name"] = "name", ["Storage"] = "storageRepositoryId", ["Pool"] = "storageRepositoryId",
            ["CloudInit.CloudConfig"] = "cloudInit.cloudConfig", ["CloudInit.NetworkConfig"] = "cloudInit.networkConfig",
        };
        foreach (var (index, _) in (asked.NetworkData ?? []).Index()) fields[$"Networks[{index}]"] = $"networkData[{index}]";
        if (MarketplaceItem.Find(item) is not { } known) return fields;
        foreach (var (index, _) in known.Machine.Disks.Index()) fields[$"Disks[{index}].Storage"] = "storageRepositoryId";
        foreach (var (index, _) in known.Machine.NetworkAdapters.Index()) fields[$"Adapters[{index}].Network"] = "networkData";
        return fields;
    }
}

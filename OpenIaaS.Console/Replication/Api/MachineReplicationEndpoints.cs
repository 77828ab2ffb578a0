using System.Collections.Frozen;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>By which policy a machine is replicated: one, or none, in spite of the plural of the address.</summary>
static class MachineReplicationEndpoints
{
    const string Address = "/{id}/configurations";

    static readonly FrozenDictionary<string, string> Fields =
        new Dictionary<string, string> { [nameof(AssociateReplication.Input.Policy)] = "configurationId" }.ToFrozenDictionary();

    public static void MapMachineReplication(this IEndpointRouteBuilder app)
    {
        var machines = new ApiGroup(app, "/compute/v1/open_iaas/replication/virtual_machines", "Replication of virtual machines");
        machines.Read<ReplicationPolicyWire>(Address, Permission.ComputeRead, "The policy that replicates a machine; 404 when none does.", ReadAsync).Remembered();
        machines.Write("POST", Address, Permission.ComputeManagement, "Begins to replicate a machine.", AssociateAsync);
        machines.Write("DELETE", Address, Permission.ComputeManagement, "Ends the replication of a machine and removes its replica.", DissociateAsync);
    }

    static async Task<IResult> ReadAsync(string id, ApiCaller who, ReplicationPolicyApiQueries policies, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var machine) ? Answer.One(await policies.OfMachineAsync(machine, who.Caller, stop), ReplicationPolicyWire.Of) : Answer.NotFound("virtual machine", id);

    static async Task<IResult> AssociateAsync(string id, AssociateReplicationWire? asked, ApiCaller who, AssociateReplication associate, CancellationToken stop)
    {
        if (!Id<VirtualMachine>.TryParse(id, null, out var machine)) return Answer.NotFound("virtual machine", id);
        List<Problem> found = [];
        var policy = BodyIds.Read<ReplicationPolicy>(asked?.ConfigurationId, "configurationId", "replication policy", found);
        return found.Count > 0 ? ProblemResponse.From(found) : Answer.Accepted(await associate.SubmitAsync(new AssociateReplication.Input(machine, policy), who.Caller, stop), Fields);
    }

    static async Task<IResult> DissociateAsync(string id, ApiCaller who, DissociateReplication dissociate, CancellationToken stop) =>
        Id<VirtualMachine>.TryParse(id, null, out var machine)
            ? Answer.Accepted(await dissociate.SubmitAsync(new DissociateReplication.Input(machine), who.Caller, stop))
            : Answer.NotFound("virtual machine", id);
}

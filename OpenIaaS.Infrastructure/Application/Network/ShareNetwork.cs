using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Network;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Application.Network;

/// <summary>Sets with which other tenants of the organization a network is shared; with none, sharing is off.</summary>
public sealed class ShareNetwork(Submission submission) : ICommand
{
    public sealed record Input(Id<BackboneNetwork> Network, IReadOnlyList<Id<Tenant>> Tenants);

    public string ActivityType => ActivityTypes.NetworkShare;

    public Task<Result<Id<Activity>>> SubmitAsync(Input input, Caller caller, CancellationToken stop) =>
        submission.CarryOutAsync(ActivityType, Permission.NetworkWrite, input, caller, async database =>
        {
            if (await database.FindVisibleAsync(input.Network, caller, stop) is not { } network) return Problem.NotFound(NetworkCase.Noun, input.Network);
            var wanted = input.Tenants.ToHashSet();
            if (wanted.Contains(network.TenantId)) return Problem.Invalid("share.itself", $"The network {network.Name} belongs to this tenant; share it with another one.", "Tenants");
            var others = await database.Tenants.Where(tenant => tenant.OrganizationId == network.OrganizationId).ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, stop);
            foreach (var tenant in wanted.Where(tenant => !others.ContainsKey(tenant))) return Problem.NotFound("tenant", tenant);
            var shares = await database.NetworkShares.Where(share => share.NetworkId == network.Id).ToListAsync(stop);
            List<Problem> found = [];
            foreach (var share in shares.Where(share => !wanted.Contains(share.WithTenantId)))
            {
                var pools = await database.Propagations.CountAsync(row => row.NetworkId == network.Id && row.TenantId == share.WithTenantId, stop);
                found.AddRange(network.CanUnshare(others.GetValueOrDefault(share.WithTenantId, ""), pools).Problems);
                database.Remove(share);
            }

            if (found.Count > 0) return found;
            foreach (var tenant in wanted.Where(tenant => shares.TrueForAll(share => share.WithTenantId != tenant))) database.Add(new NetworkShare(network.Id, network.TenantId, tenant));
            return NetworkCase.Target(network);
        }, stop);
}

using System.Net;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Tests.Api;

public sealed class BackupTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Policies = "/backup/v1/open_iaas/policies";
    const string Backups = "/backup/v1/open_iaas/backups";

    [Fact]
    public async Task Policy_tells_when_it_runs_and_for_whom()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (machine, _, _) = await cloud.AddMachineAsync("policy-01", null, world.Daily);
        var daily = (await client.ListAsync($"{Policies}?virtualMachineId={machine.Id}")).Single()!;
        Assert.Contains($"{machine.Id}", daily["virtualMachines"]!.AsArray().Select(id => (string)id!));
        daily["virtualMachines"]!.AsArray().Clear();
        Assert.Equal(
            $$$"""
            {"id":"{{{world.Daily.Id}}}","name":"backup-1d-r7","internalId":"{{{world.Daily.Id}}}","running":false,"mode":"full","machineManager":{"id":"{{{world.ZoneA.Id}}}","name":"AZ05"},
            "virtualMachines":[],"schedulers":[{"temporarilyDisabled":false,"retention":7,"cron":"0 19 * * *","timezone":"Europe/Paris"}]}
            """.ReplaceLineEndings(""),
            daily.ToJsonString());
        var none = (await client.ReadAsync($"{Policies}/{world.NoBackup.Id}"))!;
        Assert.Equal(("none", 0), ((string)none["mode"]!, none["schedulers"]!.AsArray().Count));
    }

    [Theory]
    [InlineData("", "backup-1d-r7 nobackup")]
    [InlineData("?name=nobackup", "nobackup")]
    [InlineData("?name=unheard-of", "")]
    [InlineData("?machineManagerId={zoneA}", "backup-1d-r7 nobackup")]
    [InlineData("?machineManagerId={zoneB}", "")]
    [InlineData("?virtualMachineId=nonsense", "")]
    [InlineData("?virtualMachineId={stranger}", "")]
    public async Task Policies_are_filtered(string query, string names)
    {
        var (world, strange, client) = (cloud.World, await cloud.AddStrangerAsync(), await cloud.ClientAsync());
        var asked = query.Replace("{zoneA}", $"{world.ZoneA.Id}").Replace("{zoneB}", $"{world.ZoneB.Id}").Replace("{stranger}", strange["virtual_machines"]);
        Assert.Equal(names, string.Join(' ', (await client.ListAsync(Policies + asked)).Names()));
        Assert.Null(await client.ReadAsync($"{Policies}/{strange["policies"]}"));
    }

    [Fact]
    public async Task Backups_are_read_those_of_deleted_machines_on_request()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());
        var (kept, _, _) = await cloud.AddMachineAsync("kept-01", null, world.Daily);
        var (gone, _, _) = await cloud.AddMachineAsync("gone-01", null, world.Daily);
        var (older, newer) = (await AddAsync(kept, -2), await AddAsync(gone, -1));
        await cloud.Get<DeleteVirtualMachine>().SubmitAsync(new DeleteVirtualMachine.Input(gone.Id), world.Caller, default);
        while (await IsThereAsync(gone)) await cloud.GoOnAsync();

        Assert.Equal([$"{older.Id}"], (await client.ListAsync(Backups)).Select(backup => (string)backup!["id"]!));
        Assert.Equal([$"{newer.Id}", $"{older.Id}"], (await client.ListAsync($"{Backups}?deleted=true")).Select(backup => (string)backup!["id"]!));
        Assert.Equal([$"{newer.Id}"], (await client.ListAsync($"{Backups}?deleted=true&virtualMachineId={gone.Id}&machineManagerId={world.ZoneA.Id}")).Select(backup => (string)backup!["id"]!));
        Assert.Empty(await client.ListAsync($"{Backups}?machineManagerId={world.ZoneB.Id}"));
        Assert.Equal(
            $$$"""
            {"id":"{{{newer.Id}}}","internalId":"{{{newer.Id}}}","mode":"full","isVirtualMachineDeleted":true,"size":{{{1L << 30}}},"timestamp":{{{newer.TakenAt.ToUnixTimeSeconds()}}},
            "virtualMachine":{"id":"{{{gone.Id}}}","name":"gone-01"},"policy":{"id":"{{{world.Daily.Id}}}","name":"backup-1d-r7"}}
            """.ReplaceLineEndings(""),
            (await client.ReadAsync($"{Backups}/{newer.Id}"))!.ToJsonString());
        Assert.Equal("kept-01", (string?)(await client.ReadAsync($"{Backups}/{older.Id}"))!["virtualMachine"]!["name"]);
        Assert.Null(await client.ReadAsync($"{Backups}/{strange["backups"]}"));
    }

    [Fact]
    public async Task Assigned_policies_are_all_that_a_machine_has_in_one_activity()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (machine, _, _) = await cloud.AddMachineAsync("assign-01", world.HostsA[0], world.Daily);

        await AssignAsync(client, machine, world.NoBackup);
        Assert.Equal(["nobackup"], await PoliciesOfAsync(client, machine));
        await AssignAsync(client, machine, world.NoBackup, world.Daily, world.Daily);
        Assert.Equal(["backup-1d-r7", "nobackup"], await PoliciesOfAsync(client, machine));
        await AssignAsync(client, machine, world.NoBackup, world.Daily);
        Assert.Equal(["backup-1d-r7", "nobackup"], await PoliciesOfAsync(client, machine));
        await using var database = cloud.Host.Database();
        Assert.Equal(3, await database.Activities.CountAsync(activity => activity.TargetId == machine.Id.Value && activity.Type == ActivityTypes.BackupPolicySet));
    }

    [Fact]
    public async Task Empty_set_is_refused_while_the_machine_runs_and_taken_when_it_is_off()
    {
        var (world, client) = (cloud.World, await cloud.ClientAsync());
        var (running, _, _) = await cloud.AddMachineAsync("empty-01", world.HostsA[0], world.Daily);
        var (halted, _, _) = await cloud.AddMachineAsync("empty-02", null, world.Daily, world.NoBackup);

        var problem = await client.RefusedAsync(HttpStatusCode.Conflict, "POST", $"{Policies}/assign", Asked(running));
        Assert.Equal("urn:openiaas:problem:backup.last-policy", (string?)problem["type"]);
        Assert.Equal(["backup-1d-r7"], await PoliciesOfAsync(client, running));
        await AssignAsync(client, halted);
        Assert.Empty(await PoliciesOfAsync(client, halted));
        await AssignAsync(client, halted);
    }

    [Fact]
    public async Task One_policy_that_does_not_fit_refuses_all_of_them()
    {
        var (world, client, strange) = (cloud.World, await cloud.ClientAsync(), await cloud.AddStrangerAsync());
        var (machine, _, _) = await cloud.AddMachineAsync("whole-01", null, world.Daily);
        var elsewhere = new BackupPolicy(cloud.Get<IdSource>().Next<BackupPolicy>(), world.Tenant.Id, world.ZoneB.Id, $"north-{machine.Id}", "0 3 * * *", new BackupRetention(7, 0, 0));
        await using (var database = cloud.Host.Database())
        {
            database.Add(elsewhere);
            await database.SaveChangesAsync();
        }

        await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Policies}/assign", Asked(machine, world.NoBackup, elsewhere));
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"{Policies}/assign", new { virtualMachineId = $"{machine.Id}", policyIds = new[] { $"{world.NoBackup.Id}", strange["policies"] } });
        await client.RefusedAsync(HttpStatusCode.NotFound, "POST", $"{Policies}/assign", new { virtualMachineId = strange["virtual_machines"], policyIds = new[] { $"{world.NoBackup.Id}" } });
        var missing = await client.RefusedAsync(HttpStatusCode.BadRequest, "POST", $"{Policies}/assign", new { });
        Assert.Equal(["virtualMachineId", "policyIds"], missing["problems"]!.AsArray().Select(error => (string?)error!["field"]));
        Assert.Equal(["backup-1d-r7"], await PoliciesOfAsync(client, machine));
        await (await cloud.ClientAsync(Permission.BackupRead)).RefusedAsync(HttpStatusCode.Forbidden, "POST", $"{Policies}/assign", Asked(machine, world.NoBackup));

        await using var cleared = cloud.Host.Database();
        await cleared.BackupPolicies.Where(policy => policy.Id == elsewhere.Id).ExecuteDeleteAsync();
    }

    static object Asked(VirtualMachine machine, params BackupPolicy[] policies) => new { virtualMachineId = $"{machine.Id}", policyIds = policies.Select(policy => $"{policy.Id}").ToArray() };

    static Task<string> AssignAsync(ProviderClient client, VirtualMachine machine, params BackupPolicy[] policies) => client.WriteAsync("POST", $"{Policies}/assign", Asked(machine, policies));

    static async Task<string[]> PoliciesOfAsync(ProviderClient client, VirtualMachine machine) => (await client.ListAsync($"{Policies}?virtualMachineId={machine.Id}")).Names();

    async Task<MachineBackup> AddAsync(VirtualMachine machine, int hours)
    {
        var backup = new MachineBackup(cloud.Get<IdSource>().Next<MachineBackup>(), machine.TenantId, machine.Id, cloud.World.Daily.Id, cloud.Clock.GetUtcNow().AddHours(hours), ByteSize.FromGiB(1));
        await using var database = cloud.Host.Database();
        database.Add(backup);
        await database.SaveChangesAsync();
        return backup;
    }

    async Task<bool> IsThereAsync(VirtualMachine machine)
    {
        await using var database = cloud.Host.Database();
        return await database.VirtualMachines.AnyAsync(row => row.Id == machine.Id);
    }
}

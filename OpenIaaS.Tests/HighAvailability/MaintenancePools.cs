using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Tests.HighAvailability;

/// <summary>A pool in short: hosts with what they have left, and machines that run on them.</summary>
sealed class MaintenancePools
{
    readonly List<HostRoom> rooms = [];
    readonly List<VirtualMachine> machines = [];
    readonly Dictionary<string, Host> hosts = [];

    public Pool Pool { get; } = new(Id<Pool>(1), Id<Tenant>(1), Id<AvailabilityZone>(1), "P", "STANDARD");

    public IReadOnlyList<HostRoom> Rooms => rooms;

    public IReadOnlyList<VirtualMachine> Machines => machines;

    public Dictionary<Id<VirtualMachine>, string> TiedTo { get; } = [];

    public Host this[string name] => hosts[name];

    public MaintenancePools WithHighAvailability()
    {
        Pool.EnableHighAvailability(Id<StorageRepository>(1));
        return this;
    }

    public MaintenancePools Host(string name, long freeGiB, HostStatus status = HostStatus.Connected)
    {
        var host = new Host(Id<Host>(hosts.Count + 1), Pool.TenantId, Pool.Id, name, "STANDARD", "ch1", hosts.Count + 1, hosts.Count == 0);
        if (status == HostStatus.Failed) host.Fail(DateTimeOffset.UnixEpoch);
        if (status is HostStatus.Evacuating or HostStatus.Maintenance) host.BeginMaintenance(1);
        if (status == HostStatus.Maintenance) host.EnterMaintenance(DateTimeOffset.UnixEpoch);
        hosts[name] = host;
        rooms.Add(new HostRoom(host.Id, name, host.Status, ByteSize.FromGiB(freeGiB)));
        return this;
    }

    public MaintenancePools Machine(string name, string host, long gib, HighAvailabilityPriority priority = HighAvailabilityPriority.Restart, bool drivers = true, bool stopping = false, string? tiedTo = null)
    {
        var machine = new VirtualMachine(Id<VirtualMachine>(machines.Count + 1), Pool.TenantId, Pool.Id, name, "Debian 12", 1, 1, ByteSize.FromGiB(gib), Firmware.Uefi, DateTimeOffset.UnixEpoch);
        machine.ObserveRunning(hosts[host].Id);
        machine.Prioritise(priority, 0);
        if (drivers) machine.Observe(new GuestTools(true, true, "8.4.0"));
        if (stopping) Assert.True(machine.BeginStop(true).Ok);
        if (tiedTo is not null) TiedTo[machine.Id] = tiedTo;
        machines.Add(machine);
        return this;
    }

    static Id<T> Id<T>(int number) => new(new Guid(number, 0, 0, new byte[8]));
}

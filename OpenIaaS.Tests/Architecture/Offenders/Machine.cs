using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Architecture.Offenders.Compute;

sealed class Machine
{
    public Id<Machine> Id { get; init; }

    public int Size { get; set; }

    public DateTime Born { get; init; }

    public DateTime? Gone { get; private set; }

    public void Go() => Gone = Born;
}

sealed record MachineWire(string Id);

static class MachineEndpoints
{
    public static Task<List<Machine>> ListAsync() => Task.FromResult(new List<Machine>());

    public static string Create(Machine machine) => machine.Id.ToString();

    public static string Named(Id<Machine> id) => id.ToString();
}

static class MachinePage
{
    public static string Show(object shown) => shown is MachineWire wire ? wire.Id : "";
}

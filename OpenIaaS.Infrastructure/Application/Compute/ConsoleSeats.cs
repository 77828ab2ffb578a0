using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>Who has which console open, on this node.</summary>
public sealed class ConsoleSeats
{
    readonly Lock gate = new();
    readonly List<Seat> taken = [];

    /// <summary>Takes a seat before the screen of a machine.</summary>
    /// <returns>What <see cref="ConsoleRule.CanJoin"/> refuses.</returns>
    public Result<Seat> Take(Id<VirtualMachine> machine, string name, Caller caller)
    {
        lock (gate)
        {
            var join = ConsoleRule.CanJoin(name, taken.Count(seat => seat.Machine == machine), taken.Count(seat => seat.Person == caller.UserId));
            if (!join.Ok) return Result<Seat>.Refused(join.Problems);
            var seat = new Seat(this, machine, caller.UserId);
            taken.Add(seat);
            return seat;
        }
    }

    /// <summary>A seat; disposing it leaves it.</summary>
    public sealed class Seat(ConsoleSeats seats, Id<VirtualMachine> machine, Guid? person) : IDisposable
    {
        internal Id<VirtualMachine> Machine => machine;

        internal Guid? Person => person;

        public void Dispose()
        {
            lock (seats.gate) seats.taken.Remove(this);
        }
    }
}

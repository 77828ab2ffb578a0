using OpenIaaS.Domain.Common;

namespace OpenIaaS.Tests.Architecture.Offenders
{
    namespace Simulation
    {
        sealed class Machinery
        {
            public int Count { get; } = Application.AwaitedOffender.CountAsync().IsCompleted ? 1 : 0;
        }
    }

    namespace Background
    {
        static class Clockwork
        {
            public static string Name => "clockwork";
        }
    }

    namespace Live
    {
        sealed record Feed(string Topic);
    }

    namespace Storage
    {
        sealed class StorageOffender
        {
            public Compute.Machine? Owner { get; init; }
        }

        sealed class NamedById
        {
            public Id<Compute.Machine> Owner { get; init; }
        }
    }
}

using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Simulation;

/// <summary>
/// What the machines of a pool get at each moment of what they ask for: hosts share their threads, and block storage its IOPS, in proportion to what is asked.
/// So the figures of hosts, machines and storage always agree with each other.
/// </summary>
sealed class PoolLoad
{
    /// <summary>How many moments of a step are looked at for its average.</summary>
    const int MomentsOfStep = 2;

    readonly Resident[] residents;
    readonly Capacity[] hosts;
    readonly Storage[] storages;
    readonly Use[] asked;
    readonly bool[] up;
    readonly double[] threadsAsked;
    readonly double[] operationsAsked;
    readonly double[] storageParts;

    public PoolLoad(IEnumerable<Resident> residents, IEnumerable<Capacity> hosts, IEnumerable<Storage> storages)
    {
        (this.residents, this.hosts, this.storages) = ([.. residents], [.. hosts], [.. storages]);
        (asked, up) = (new Use[this.residents.Length], new bool[this.residents.Length]);
        (threadsAsked, operationsAsked, storageParts) = (new double[this.hosts.Length], new double[this.storages.Length], new double[this.storages.Length]);
    }

    /// <param name="Host">Which of the hosts it is on.</param>
    /// <param name="Disks">Which storages its reads and writes go to, and which part of them.</param>
    public sealed record Resident(
        Id<VirtualMachine> Machine, int Host, long Memory, DateTimeOffset From, DateTimeOffset UpAt, DateTimeOffset? AnswersAt, DateTimeOffset Until, Waveform Waveform,
        IReadOnlyList<(int Storage, double Part)> Disks)
    {
        /// <summary>When its disks let it stand still, or only read.</summary>
        public IReadOnlyList<Stalls.Silence> Silences { get; init; } = [];

        /// <summary>What it asks for at a moment at which it is up.</summary>
        public Use At(Waveform.Moment now)
        {
            var (still, readOnly) = (false, false);
            foreach (var silence in Silences)
                if (silence.CoversAt(now.Time)) (still, readOnly) = (still || !silence.Reads, readOnly || silence.Reads);
            if (still) return Waveform.StandingStill;
            var use = Waveform.At(now, now.Time >= AnswersAt);
            return readOnly ? use with { WriteOperations = 0, WrittenBytes = 0 } : use;
        }
    }

    /// <param name="Threads">Hardware threads; 0 where it is not known, and then nobody waits for one.</param>
    public sealed record Capacity(Id<Host> Id, int Threads);

    /// <param name="Iops">What its class and size promise; null where nothing is.</param>
    /// <param name="PartAt">Which part of that its array gives at a moment: half with one canister, nothing with none.</param>
    public sealed record Storage(Id<StorageRepository> Id, int? Iops, Func<DateTimeOffset, double> PartAt);

    /// <summary>Averages for each step of a window.</summary>
    /// <param name="watched">A machine whose own share is wanted.</param>
    public (PoolUse Pool, Use[] Watched) Over(UseWindow window, Id<VirtualMachine>? watched = null)
    {
        var byHost = hosts.Select(_ => new Use[window.Count]).ToArray();
        var byStorage = storages.Select(_ => new Use[window.Count]).ToArray();
        var own = new Use[window.Count];
        for (var step = 0; step < window.Count; step++)
        {
            var moments = MomentsOf(window, step);
            foreach (var moment in moments) AddMoment(moment, 1.0 / moments.Count, step, byHost, byStorage, own, watched);
        }

        return (new PoolUse(
            Enumerable.Range(0, hosts.Length).ToDictionary(host => hosts[host].Id, host => byHost[host]),
            Enumerable.Range(0, storages.Length).ToDictionary(storage => storages[storage].Id, storage => byStorage[storage])), own);
    }

    /// <summary>The middles of its halves; of the step that is still running those that have come, and at the least the present.</summary>
    static List<DateTimeOffset> MomentsOf(UseWindow window, int step)
    {
        var moments = Enumerable.Range(0, MomentsOfStep).Select(half => window.At(step) + (window.Step * ((half + 0.5) / MomentsOfStep))).Where(moment => moment <= window.Now).ToList();
        return moments.Count == 0 ? [window.Now] : moments;
    }

    void AddMoment(DateTimeOffset moment, double weight, int step, Use[][] byHost, Use[][] byStorage, Use[] own, Id<VirtualMachine>? watched)
    {
        Ask(moment);
        for (var storage = 0; storage < storages.Length; storage++)
        {
            var given = storages[storage].Iops * storages[storage].PartAt(moment);
            storageParts[storage] = given < operationsAsked[storage] ? given.Value / operationsAsked[storage] : 1;
        }

        for (var index = 0; index < residents.Length; index++)
        {
            var resident = residents[index];
            if (moment < resident.From || moment >= resident.Until) continue;
            var onHost = new Use { Memory = resident.Memory };
            if (up[index])
            {
                var got = Given(index, byStorage, step, weight);
                if (resident.Machine == watched) own[step] += got * weight;
                onHost = got with { Memory = resident.Memory };
            }

            byHost[resident.Host][step] += onHost * weight;
        }
    }

    void Ask(DateTimeOffset moment)
    {
        var now = new Waveform.Moment(moment);
        Array.Clear(threadsAsked);
        Array.Clear(operationsAsked);
        for (var index = 0; index < residents.Length; index++)
        {
            var resident = residents[index];
            up[index] = moment >= resident.UpAt && moment < resident.Until;
            if (!up[index]) continue;
            var use = asked[index] = resident.At(now);
            threadsAsked[resident.Host] += use.Threads;
            foreach (var (storage, part) in resident.Disks) operationsAsked[storage] += use.Operations * part;
        }
    }

    Use Given(int index, Use[][] byStorage, int step, double weight)
    {
        var resident = residents[index];
        var use = asked[index];
        var threads = hosts[resident.Host].Threads;
        var onTime = threads > 0 && threadsAsked[resident.Host] > threads ? threads / threadsAsked[resident.Host] : 1;
        var served = 0.0;
        foreach (var (storage, part) in resident.Disks)
        {
            served += part * storageParts[storage];
            byStorage[storage][step] += use.OfStorage() * (part * storageParts[storage] * weight);
        }

        return use.WithStorage(resident.Disks.Count == 0 ? 0 : served) with { Threads = use.Threads * onTime };
    }
}

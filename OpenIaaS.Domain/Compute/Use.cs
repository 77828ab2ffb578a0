namespace OpenIaaS.Domain.Compute;

/// <summary>What a machine, a host or a block storage takes of the hardware, on average over some time. Sums of it are meaningful.</summary>
/// <param name="Threads">Hardware threads kept busy: 1.5 is one and a half. Of a host without its control domain.</param>
/// <param name="Memory">Memory in bytes: of a host what was promised to the machines on it, of a machine what its guest uses, as the management agent reports it.</param>
/// <param name="ReadOperations">Reads from block storage a second.</param>
/// <param name="WriteOperations">Writes to block storage a second.</param>
/// <param name="ReadBytes">Bytes read from block storage a second.</param>
/// <param name="WrittenBytes">Bytes written to block storage a second.</param>
/// <param name="ReceivedBytes">Bytes received from the network a second.</param>
/// <param name="SentBytes">Bytes sent to the network a second.</param>
public readonly record struct Use(
    double Threads, double Memory, double ReadOperations, double WriteOperations, double ReadBytes, double WrittenBytes, double ReceivedBytes, double SentBytes)
{
    /// <summary>Reads and writes a second together, as classes of storage count them.</summary>
    public double Operations => ReadOperations + WriteOperations;

    /// <summary>Bytes read and written a second together.</summary>
    public double Bytes => ReadBytes + WrittenBytes;

    /// <summary>Bytes received and sent a second together.</summary>
    public double NetworkBytes => ReceivedBytes + SentBytes;

    /// <summary>Both together.</summary>
    public static Use operator +(Use left, Use right) => new(
        left.Threads + right.Threads, left.Memory + right.Memory, left.ReadOperations + right.ReadOperations, left.WriteOperations + right.WriteOperations,
        left.ReadBytes + right.ReadBytes, left.WrittenBytes + right.WrittenBytes, left.ReceivedBytes + right.ReceivedBytes, left.SentBytes + right.SentBytes);

    /// <summary>A part or a multiple of all of it.</summary>
    public static Use operator *(Use use, double factor) => new(
        use.Threads * factor, use.Memory * factor, use.ReadOperations * factor, use.WriteOperations * factor,
        use.ReadBytes * factor, use.WrittenBytes * factor, use.ReceivedBytes * factor, use.SentBytes * factor);

    /// <summary>The block storage's share of it alone.</summary>
    public Use OfStorage() => this with { Threads = 0, Memory = 0, ReceivedBytes = 0, SentBytes = 0 };

    /// <summary>The same with less from and to block storage.</summary>
    /// <param name="factor">What is left of it, 0 to 1.</param>
    public Use WithStorage(double factor) => this with
    {
        ReadOperations = ReadOperations * factor,
        WriteOperations = WriteOperations * factor,
        ReadBytes = ReadBytes * factor,
        WrittenBytes = WrittenBytes * factor,
    };
}

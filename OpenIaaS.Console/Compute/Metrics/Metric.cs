namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>What a chart shows.</summary>
public enum Metric
{
    /// <summary>The share of threads that are busy.</summary>
    Processor,

    /// <summary>The share of memory that is promised, of a machine that its guest uses.</summary>
    Memory,

    /// <summary>Bytes received and sent a second.</summary>
    Network,

    /// <summary>Reads and writes a second.</summary>
    Operations,

    /// <summary>Bytes read and written a second.</summary>
    Throughput,

    /// <summary>Bytes of block storage that are taken.</summary>
    Space,
}

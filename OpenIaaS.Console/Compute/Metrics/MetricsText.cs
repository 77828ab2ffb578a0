namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>Texts of metrics.</summary>
public sealed class MetricsText;

using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>What the system of a new machine configures itself with at its first boot.</summary>
/// <param name="CloudConfig">YAML, plain or base64-encoded; needed.</param>
/// <param name="NetworkConfig">Netplan version 2, plain or base64-encoded; or absent.</param>
sealed record CloudInitBody(string? CloudConfig, string? NetworkConfig)
{
    /// <summary>What the use case takes, or null for a machine without it.</summary>
    /// <param name="found">Takes why the body cannot be read.</param>
    public static CloudInit? Read(CloudInitBody? given, List<Problem> found)
    {
        if (given is null) return null;
        if (string.IsNullOrEmpty(given.CloudConfig)) found.Add(Problem.Invalid("field.missing", $"When cloudInit is provided, cloudConfig is required.", "cloudInit.cloudConfig"));
        return new CloudInit(CloudInit.Plain(given.CloudConfig ?? ""), CloudInit.Plain(given.NetworkConfig ?? ""));
    }
}

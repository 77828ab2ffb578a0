using OpenIaaS.Console.Api.Description;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>A tag of a virtual machine.</summary>
/// <param name="Value">Empty for a tag that is only a key.</param>
/// <param name="Tenant">The id of the tenant.</param>
/// <param name="Resource">The id of the machine.</param>
sealed record TagWire(string Key, string Value, string Tenant, string Resource)
{
    public static TagWire Of(TagQueries.Row row) => new(row.Tag.Key, row.Tag.Value, $"{row.TenantId}", $"{row.VirtualMachine}");
}

/// <summary>A tag to be given, or another value of one.</summary>
/// <param name="Key">1 to 64 characters without an equals sign.</param>
/// <param name="Value">At most 256 characters; empty for a tag that is only a key.</param>
/// <param name="Resources">The machines that get it: all of them or none.</param>
[Example("""{"key":"env","value":"prod","resources":[{"uuid":"0198c0de-0000-7000-8000-000000000001","type":"iaas_opensource_virtual_machine","source":"iaas_opensource"}]}""")]
sealed record TagRequest(string? Key, string? Value, TagRequest.Resource?[]? Resources)
{
    /// <param name="Uuid">The id of a virtual machine.</param>
    /// <param name="Type"><c>iaas_opensource_virtual_machine</c>.</param>
    /// <param name="Source"><c>iaas_opensource</c>.</param>
    public sealed record Resource(string? Uuid, string? Type, string? Source);
}

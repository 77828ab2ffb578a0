using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Api.Description;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Api;

/// <summary>Every address of the API asks for its permission before it looks at anything else: 403 and 404 are strictly apart (API contract, section 3).</summary>
public sealed partial class PermissionFirstTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    const string Unknown = "0198c0de-0000-7000-8000-00000000dead";

    public static TheoryData<string> Permissions => [.. Permission.All];

    [Theory]
    [MemberData(nameof(Permissions))]
    public async Task Without_the_permission_it_is_403_whatever_the_id_and_the_body(string permission)
    {
        var client = await cloud.ClientAsync([.. Permission.All.Where(other => other != permission)]);
        string[] ids = ["nonsense", Unknown, $"{cloud.World.Debian.Id}", $"{await ForeignAsync()}"];
        List<string> faults = [];
        foreach (var call in Calls(permission))
            foreach (var id in ids)
                foreach (var body in call.Bodies)
                {
                    using var answer = await client.SendAsItIsAsync(call.Method, call.At(id), Json(body));
                    var said = answer.StatusCode == HttpStatusCode.Forbidden ? await answer.Content.ReadAsStringAsync() : "";
                    if (!said.Contains(permission, StringComparison.Ordinal)) faults.Add($"{call.Method} {call.At(id)} with {body ?? "nothing"} answered {(int)answer.StatusCode}");
                }

        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Permissions))]
    public async Task Permission_that_is_described_is_the_only_one_it_asks_for(string permission)
    {
        var client = await cloud.ClientAsync(permission);
        List<string> faults = [];
        foreach (var call in Calls(permission))
        {
            using var answer = await client.SendAsItIsAsync(call.Method, call.At(Unknown), Json(call.Bodies[0]));
            if (answer.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized) faults.Add($"{call.Method} {call.At(Unknown)}: {await answer.Content.ReadAsStringAsync()}");
        }

        Assert.Empty(faults);
    }

    [Fact]
    public void Every_permission_of_the_contract_opens_something() => Assert.True(Permission.All.Sum(permission => Calls(permission).Count()) >= Contract.Calls.Count);

    /// <param name="Bodies">What may be sent to it: an example, and what cannot be read; or nothing.</param>
    sealed record Call(string Method, string Pattern, string?[] Bodies)
    {
        public string At(string id) => Parameter().Replace(Pattern, id);
    }

    IEnumerable<Call> Calls(string permission) =>
        from endpoint in cloud.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<NeedsPermission>()?.Name == permission
        let sent = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType
        from method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
        select new Call(method, endpoint.RoutePattern.RawText!, sent is null ? [null] : [sent.GetCustomAttribute<ExampleAttribute>()!.Body, "{"]);

    /// <summary>A machine of the other tenant.</summary>
    async Task<Id<VirtualMachine>> ForeignAsync()
    {
        var (ids, tenant) = (cloud.Get<IdSource>(), cloud.World.Stranger.TenantId);
        var pool = new Pool(ids.Next<Pool>(), tenant, cloud.World.ZoneA.Id, $"clu-{ids.Next():N}", "STANDARD");
        var machine = new VirtualMachine(ids.Next<VirtualMachine>(), tenant, pool.Id, $"fleuve-{ids.Next():N}", "Debian 12", 1, 1, ByteSize.FromGiB(1), Firmware.Uefi, cloud.Clock.GetUtcNow());
        await using var database = cloud.Host.Database();
        database.AddRange(pool, machine);
        await database.SaveChangesAsync();
        return machine.Id;
    }

    static StringContent? Json(string? body) => body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}

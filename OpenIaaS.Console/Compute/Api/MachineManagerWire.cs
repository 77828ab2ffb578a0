using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Api;

/// <summary>An availability zone as the API's clients read it.</summary>
/// <param name="Name">Its name: <c>AZ05</c>.</param>
/// <param name="OsName">The management appliance the zone speaks as: always <c>XOA</c>, whose calls these are.</param>
/// <param name="OsVersion">The version of the appliance whose calls these are: the same in every zone of this version of the platform.</param>
sealed record MachineManagerWire(string Id, string Name, string OsName, string OsVersion)
{
    public static MachineManagerWire Of(ZoneQueries.Row row) => new($"{row.Id}", row.Name, "XOA", "5.110.0");
}

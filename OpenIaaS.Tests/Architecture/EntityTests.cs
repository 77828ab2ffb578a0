using OpenIaaS.Domain.Common;
using OpenIaaS.Tests.Architecture.Offenders.Compute;

namespace OpenIaaS.Tests.Architecture;

/// <summary>Entities change through their rules and stay inside. Every rule has a twin that shows it an offender.</summary>
public sealed class EntityTests
{
    static readonly Type[] Domain = typeof(Problem).Assembly.GetTypes();
    static readonly Type[] Console = typeof(Program).Assembly.GetTypes();

    [Fact]
    public void Domain_has_no_public_setter() => Assert.Empty(EntityRules.PublicSetters(Domain));

    [Fact]
    public void Public_setter_is_noticed() => Assert.Equal(["Machine.Size"], EntityRules.PublicSetters([typeof(Machine)]));

    [Fact]
    public void Domain_has_no_moment_without_a_zone() => Assert.Empty(EntityRules.MomentsWithoutZone(Domain));

    [Fact]
    public void Moment_without_a_zone_is_noticed() => Assert.Equal(["Machine.Born", "Machine.Gone"], EntityRules.MomentsWithoutZone([typeof(Machine)]));

    [Fact]
    public void Endpoint_shows_no_entity() => Assert.Empty(EntityRules.EntitiesInEndpoints(Console));

    [Fact]
    public void Endpoint_that_shows_an_entity_is_noticed()
    {
        var found = EntityRules.EntitiesInEndpoints([typeof(MachineEndpoints)]).ToList();
        Assert.Contains("MachineEndpoints.ListAsync shows Machine", found);
        Assert.Contains("MachineEndpoints.Create shows Machine", found);
        Assert.DoesNotContain(found, offence => offence.Contains("Named", StringComparison.Ordinal));
    }

    [Fact]
    public void Wire_records_stay_in_endpoints() => Assert.Empty(EntityRules.WireOutsideEndpoints(ArrowReader.Read(typeof(Program).Assembly)));

    [Fact]
    public void Wire_record_used_elsewhere_is_noticed() =>
        Assert.Contains(EntityRules.WireOutsideEndpoints(ArrowReader.Read(typeof(EntityTests).Assembly)), arrow => arrow.From.EndsWith("MachinePage", StringComparison.Ordinal));
}

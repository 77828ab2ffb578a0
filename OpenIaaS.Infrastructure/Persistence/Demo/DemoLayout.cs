namespace OpenIaaS.Infrastructure.Persistence.Demo;

/// <summary>Who has what where: the plan the demo world is drawn after, whatever its size. Organizations and people are invented.</summary>
static class DemoLayout
{
    public const string Region = "France";
    public const string RegionCode = "fr1";

    public static IReadOnlyList<Zone> Zones { get; } = [new("AZ05", "Paris West"), new("AZ06", "Paris North"), new("AZ07", "Lyon")];

    public static IReadOnlyList<Link> Links { get; } = [new(0, 1, 10_000, 3.1), new(1, 2, 1_000, 11), new(0, 2, 1_000, 11.6)];

    public static IReadOnlyList<Organization> Organizations { get; } =
    [
        new("Mutuelle Horizon", new Person("Maya Lefort", "m.lefort", "maya.lefort@mutuelle-horizon.example", "+33 1 84 00 12 07"),
        [
            new Tenant("Production", true, ["erp", "claims", "contracts", "portal", "hr", "scada", "bi", "mail", "ledger", "actuary"],
            [
                new Place(0, 0.45, "STANDARD", LeastHosts: 4, Fill: 0.66, HighAvailability: false),
                new Place(1, 0.20, "STANDARD", LeastHosts: 3, Fill: 0.62, HighAvailability: true),
                new Place(2, 0.10, "ECO", LeastHosts: 2, Fill: 0.72, HighAvailability: true, ArchiveFill: 0.92),
            ]),
            new Tenant("Recovery lab", false, ["drill", "rehearsal", "sandbox"],
            [
                new Place(1, 0.06, "ECO", LeastHosts: 2, Fill: 0.55, HighAvailability: false),
                new Place(2, 0.04, "ECO", LeastHosts: 2, Fill: 0.55, HighAvailability: false),
            ]),
        ]),
        new("Banque du Fleuve", new Person("Adrien Vasseur", "a.vasseur", "adrien.vasseur@banque-du-fleuve.example", "+33 4 58 00 30 41"),
        [
            new Tenant("Core", true, ["payments", "cards", "kyc", "treasury", "branch"],
            [
                new Place(0, 0.09, "PERFORMANCE 1", LeastHosts: 3, Fill: 0.60, HighAvailability: true),
                new Place(2, 0.06, "PERFORMANCE 1", LeastHosts: 2, Fill: 0.60, HighAvailability: true),
            ]),
        ]),
    ];

    public sealed record Zone(string Name, string City);

    /// <param name="From">One end, as a place in <see cref="Zones"/>.</param>
    public sealed record Link(int From, int To, long Megabits, double LatencyMilliseconds);

    public sealed record Organization(string Name, Person Operator, IReadOnlyList<Tenant> Tenants);

    public sealed record Person(string Name, string UserName, string Email, string Phone);

    /// <param name="Applications">What its machines are named after.</param>
    public sealed record Tenant(string Name, bool IsSecNumCloud, IReadOnlyList<string> Applications, IReadOnlyList<Place> Places);

    /// <summary>Where a tenant has pools.</summary>
    /// <param name="Zone">The zone, as a place in <see cref="Zones"/>.</param>
    /// <param name="Share">Its share of all machines of the world.</param>
    /// <param name="BladeClass">The class of its blades while a pool is small.</param>
    /// <param name="Fill">How full the memory of its hosts is, one host left out as a spare.</param>
    /// <param name="ArchiveFill">How full its first archival storage is.</param>
    public sealed record Place(int Zone, double Share, string BladeClass, int LeastHosts, double Fill, bool HighAvailability, double ArchiveFill = 0.55);
}

namespace OpenIaaS.Domain.Compute;

/// <summary>How far back metrics are looked at (Console specification 2.20; the default is the last hour).</summary>
public enum UsePeriod
{
    /// <summary>An hour, minute by minute.</summary>
    Hour,

    /// <summary>Six hours in steps of five minutes.</summary>
    SixHours,

    /// <summary>A day in steps of twenty minutes.</summary>
    Day,

    /// <summary>A week in steps of two hours.</summary>
    Week,

    /// <summary>Thirty days in steps of eight hours.</summary>
    Month,
}

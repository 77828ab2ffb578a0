using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>Another object as one names it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
sealed record Reference(string Id, string Name)
{
    /// <summary>Nothing: both are empty.</summary>
    public static Reference None { get; } = new("", "");

    public static Reference To<T>(Id<T> id, string name) => new($"{id}", name);

    /// <summary>One that may not be there.</summary>
    public static Reference To<T>(Id<T>? id, string? name) => id is { } known ? To(known, name ?? "") : None;
}

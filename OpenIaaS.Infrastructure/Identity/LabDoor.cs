namespace OpenIaaS.Infrastructure.Identity;

/// <summary>
/// Whether hardware can be broken here. It is open in Development and where the demo world was asked for; everywhere else nobody holds the
/// permission <c>lab</c>, whatever the database says.
/// </summary>
public sealed record LabDoor(bool IsOpen);

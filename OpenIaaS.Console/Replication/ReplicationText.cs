namespace OpenIaaS.Console.Replication;

/// <summary>Names the texts of the replication pages for the localizer.</summary>
public sealed class ReplicationText;

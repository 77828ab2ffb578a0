namespace OpenIaaS.Infrastructure.Application.Compute.Palette;

/// <summary>The kinds of object the palette finds, in the order in which they are shown.</summary>
public enum FoundKind
{
    Machine,
    Host,
    Pool,
    Zone,
    Storage,
    Disk,
    Network,
    Template,
    Image,
    ReplicationPolicy,
    Replica,
    BackupPolicy,
    Ticket,
    Activity,
}

namespace OpenIaaS.Bench;

/// <summary>Where things are in the console.</summary>
static class Places
{
    public const string Ready = "/health/ready";
    public const string Alive = "/health/live";
    public const string Dashboard = "/";
    public const string Machines = "/virtual-machines";
    public const string Ledger = "/replication?tab=ledger";
    public const string ReplicaExport = "/api/export/replicas.csv";
    public const string MachineExport = "/api/export/virtual-machines.csv";

    /// <summary>The shell says so until it answers to clicks.</summary>
    public const string Live = ".shell:not([aria-busy])";

    /// <summary>The button in each row that opens its details in place, and the same once they are open.</summary>
    public const string RowActions = "tbody tr button[aria-expanded]";
    public const string Opened = "tbody tr button[aria-expanded=true]";

    public const string MachinesLink = "nav a[href$=virtual-machines]";
    public const string Search = "input[type=search]";
    public const string RowNames = "tbody tr [role=cell] a";

    /// <summary>Which rows of how many are shown, what says that there are none, the list while it reads, and the way to the next page.</summary>
    public const string Range = ".foot-t .pager .tnum";
    public const string Nothing = ".empty p";
    public const string Busy = ".tbl[aria-busy=true]";
    public const string NextPage = "button[aria-label='Next page']";

    public const string EditTags = "button[aria-label='Edit tags']";
    public const string Tags = ".vm-tags .chip";
    public const string TagsField = "dialog textarea, [role=dialog] textarea";
    public const string SaveTags = "[data-enter]";
}

namespace OpenIaaS.Bench;

/// <summary>Where things are in the console.</summary>
static class Places
{
    public const string Ready = "/health/ready";
    public const string Machines = "/virtual-machines";
    public const string ReplicaExport = "/api/export/replicas.csv";

    /// <summary>One button in each row of a table, and what it opens.</summary>
    public const string RowActions = "tbody tr button[aria-haspopup=menu]";
    public const string OpenMenu = "[role=menu]";

    public const string Search = "input[type=search]";
    public const string RowNames = "tbody tr [role=cell] a";
}

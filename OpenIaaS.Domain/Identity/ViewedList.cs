namespace OpenIaaS.Domain.Identity;

/// <summary>The lists whose views can be saved.</summary>
public enum ViewedList
{
    /// <summary>The list of virtual machines.</summary>
    VirtualMachines,

    /// <summary>The list of replicas.</summary>
    Replicas,
}

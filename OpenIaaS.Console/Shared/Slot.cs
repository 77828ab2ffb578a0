namespace OpenIaaS.Console.Shared;

/// <summary>What sits in one slot of a <see cref="SlotRuler"/>.</summary>
public enum Slot
{
    Free,
    Used,
    New,
    DvdDrive,
    CloudInit,
}

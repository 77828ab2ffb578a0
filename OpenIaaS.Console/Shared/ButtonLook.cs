namespace OpenIaaS.Console.Shared;

/// <summary>One filled button on a page; the rest are outlined, ghosts or icons.</summary>
public enum ButtonLook
{
    Outlined,
    Filled,
    Ghost,
    Destructive,
    Icon,
    DestructiveIcon,
}

using Microsoft.Extensions.Localization;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.Bulk;

/// <summary>What can be done to many machines, in the reader's language and as far as they may.</summary>
static class BulkWords
{
    /// <summary>What a caller may do.</summary>
    public static IReadOnlyList<BulkKind> Of(Caller caller) => [.. Enum.GetValues<BulkKind>().Where(kind => caller.May(Needed(kind)))];

    public static string Verb(this IStringLocalizer<ComputeText> L, BulkKind kind) => kind switch
    {
        BulkKind.Start => L["Power on"],
        BulkKind.StopCleanly => L["Shut down"],
        BulkKind.StopByForce => L["Power off by force"],
        BulkKind.Restart => L["Restart the machine"],
        BulkKind.AddTags => L["Add tags"],
        BulkKind.RemoveTags => L["Remove tags"],
        BulkKind.AssignPolicy => L["Assign a backup policy"],
        BulkKind.SetHighAvailability => L["Set high availability"],
        BulkKind.Replicate => L["Replicate under a policy"],
    };

    /// <summary>What a machine would be after it, as the preview shows it.</summary>
    public static string Effect(this IStringLocalizer<ComputeText> L, BulkAction action, BulkLine line) => action.Kind switch
    {
        BulkKind.Start => L["is powered on"],
        BulkKind.StopCleanly => L["is shut down"],
        BulkKind.StopByForce => L["is powered off by force; what it has not saved is lost"],
        BulkKind.Restart => L["is restarted where it is"],
        BulkKind.AddTags or BulkKind.RemoveTags => action.TagsAfter(line.Tags) is { Count: > 0 } after ? L["tags: {0}", string.Join(", ", after)] : L["has no tag"],
        BulkKind.AssignPolicy => L["gets the policy"],
        BulkKind.SetHighAvailability when action.StartOrder is { } order && order != line.StartOrder =>
            L["{0}, order {1}, becomes {2}, order {3}", L.Word(line.Priority), line.StartOrder, L.Word(action.Priority), order],
        BulkKind.SetHighAvailability => L["{0} becomes {1}", L.Word(line.Priority), L.Word(action.Priority)],
        BulkKind.Replicate => L["is replicated; its first copy begins at once"],
    };

    static string Needed(BulkKind kind) => kind switch
    {
        BulkKind.AddTags or BulkKind.RemoveTags => Permission.TagWrite,
        BulkKind.AssignPolicy => Permission.BackupWrite,
        BulkKind.SetHighAvailability or BulkKind.Replicate => Permission.ComputeManagement,
        BulkKind.Start or BulkKind.StopCleanly or BulkKind.StopByForce or BulkKind.Restart => Permission.VirtualMachinePower,
    };
}

using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>The backup policies of the zone; one without backups is allowed and loudly warned of.</summary>
public sealed partial class BackupStep
{
    bool Protected => (Form.View?.Policies ?? []).Any(policy => policy.Protects && Draft.BackupPolicies.Contains(policy.Id));

    string Kept(NewMachineView.Policy policy)
    {
        List<string> kept = [];
        if (policy.Retention.Days > 0) kept.Add(policy.Retention.Days == 1 ? L["1 day"] : L["{0} days", policy.Retention.Days]);
        if (policy.Retention.Weeks > 0) kept.Add(policy.Retention.Weeks == 1 ? L["1 week"] : L["{0} weeks", policy.Retention.Weeks]);
        if (policy.Retention.Months > 0) kept.Add(policy.Retention.Months == 1 ? L["1 month"] : L["{0} months", policy.Retention.Months]);
        return L["{0}, French time; keeps {1}.", Sentences.Sentence(BackupSentence.Of(policy.Schedule)), string.Join(", ", kept)];
    }

    Task ToggleAsync(Id<BackupPolicy> policy, bool on) => SetAsync(() =>
    {
        if (on) Draft.BackupPolicies.Add(policy);
        else Draft.BackupPolicies.Remove(policy);
        if (Draft.BackupPolicies.Count == 0) Draft.StartAfterCreation = false;
    });
}

using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Identity;
using OpenIaaS.Infrastructure.Application.Support;

namespace OpenIaaS.Console.Support;

/// <summary>The request for a backup policy as it is being typed, by the panel and by the plain form alike.</summary>
/// <param name="profile">Whose request: the contact comes filled, organization and tenant are fixed.</param>
public sealed class PolicyRequestDraft(CallerProfile profile)
{
    public CallerProfile Profile => profile;

    public string ContactEmail { get; set; } = profile.Email;

    public string ContactPhone { get; set; } = profile.Phone;

    public string PolicyName { get; set; } = "";

    public string Days { get; set; } = "";

    public string Weeks { get; set; } = "";

    public string Months { get; set; } = "";

    public string Comment { get; set; } = "";

    /// <summary>What it keeps, once that can be read and is allowed.</summary>
    public BackupRetention? Retention => BackupRetention.Read(Days, Weeks, Months) is { Ok: true } read && read.Value.Check().Ok ? read.Value : null;

    /// <summary>Everything the rules say against it, in the order of the form.</summary>
    public IReadOnlyList<Problem> Check()
    {
        var kept = BackupRetention.Read(Days, Weeks, Months);
        var request = new BackupPolicyRequest(
            profile.Organization, profile.Tenant, ContactEmail.Trim(), ContactPhone.Trim(), PolicyName.Trim(), kept.Ok ? kept.Value : new BackupRetention(0, 0, 0), Comment.Trim());
        var found = request.Check().Problems;
        // What cannot be read is not nothing: its own sentence takes the place of the rule's.
        return kept.Ok ? found : [.. found.Where(problem => problem.Code != "retention.nothing"), .. kept.Problems];
    }

    /// <summary>What is filed; ask only when <see cref="Check"/> finds nothing.</summary>
    public FileBackupPolicyRequest.Input Input(string page) =>
        new(ContactEmail, ContactPhone, PolicyName, BackupRetention.Read(Days, Weeks, Months).Value, Comment, page);
}

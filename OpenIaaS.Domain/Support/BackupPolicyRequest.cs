using System.Text.RegularExpressions;
using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Domain.Support;

/// <summary>
/// The service request for a new backup policy: organization, contact details, tenant, policy name and the desired characteristics
/// (Concepts, Creating a Backup Policy). All are required; the comment is not.
/// </summary>
/// <param name="Organization">The organization's name.</param>
/// <param name="Tenant">The tenant's name.</param>
/// <param name="ContactEmail">Where support writes to, to finalize the configuration.</param>
/// <param name="ContactPhone">Where support calls, 6 to 15 digits.</param>
/// <param name="PolicyName">What the policy is to be called.</param>
/// <param name="Retention">x days, y weeks, z months.</param>
/// <param name="Comment">Anything else.</param>
public sealed partial record BackupPolicyRequest(
    string Organization, string Tenant, string ContactEmail, string ContactPhone, string PolicyName, BackupRetention Retention, string Comment)
{
    /// <summary>The fewest digits of a phone number.</summary>
    public const int LeastDigits = 6;

    /// <summary>The most digits of a phone number (ITU-T E.164).</summary>
    public const int MostDigits = 15;

    /// <summary>The longest comment, in characters.</summary>
    public const int LongestComment = 4000;

    /// <summary>Whether everything that is required is there and well formed.</summary>
    /// <returns><c>request.required</c>, <c>request.policy-name</c>, <c>contact.email</c>, <c>contact.phone</c>, <c>name.*</c>, <c>retention.*</c>, <c>text.too-long</c>: every reason at once.</returns>
    public Result Check()
    {
        List<Problem> found = [];
        if (string.IsNullOrWhiteSpace(Organization)) found.Add(Problem.Invalid("request.required", $"The request needs the organization.", nameof(Organization)));
        if (string.IsNullOrWhiteSpace(Tenant)) found.Add(Problem.Invalid("request.required", $"The request needs the tenant.", nameof(Tenant)));
        if (!Email().IsMatch(ContactEmail.Trim()) || ContactEmail.Length > 254)
            found.Add(Problem.Invalid("contact.email", $"The contact e-mail is an address such as name@example.org; “{ContactEmail}” is not.", nameof(ContactEmail)));
        if (!Phone().IsMatch(ContactPhone.Trim()) || ContactPhone.Count(char.IsAsciiDigit) is < LeastDigits or > MostDigits)
            found.Add(Problem.Invalid("contact.phone", $"A phone number has {LeastDigits} to {MostDigits} digits, with + and the country code before them; “{ContactPhone}” does not.", nameof(ContactPhone)));
        if (string.IsNullOrWhiteSpace(PolicyName)) found.Add(Problem.Invalid("request.policy-name", $"The request needs a name for the policy.", nameof(PolicyName)));
        else found.AddRange(MachineName.Check(PolicyName, nameof(PolicyName)).Problems);
        found.AddRange(Retention.Check().Problems);
        if (Comment.Length > LongestComment)
            found.Add(Problem.Invalid("text.too-long", $"A comment has at most {LongestComment} characters; this one has {Comment.Length}.", nameof(Comment)));
        return found;
    }

    [GeneratedRegex(@"\A[^@\s<>""]+@[^@\s<>"".]+(\.[^@\s<>"".]+)+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"\A\+?[0-9][0-9 .()\-/]*\z")]
    private static partial Regex Phone();
}

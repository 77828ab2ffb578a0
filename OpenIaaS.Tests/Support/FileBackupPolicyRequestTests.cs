using OpenIaaS.Domain.Backup;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Support;
using OpenIaaS.Infrastructure.Application.Support;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Support;

public sealed class FileBackupPolicyRequestTests
{
    [Fact]
    public async Task Request_becomes_an_open_ticket_with_everything_filed()
    {
        await using var cloud = await Cloud.CreateAsync();

        var number = await cloud.FileAsync(Requests.Policy);

        var ticket = Assert.Single(await cloud.TicketsAsync());
        Assert.Equal((number, TicketKind.BackupPolicy, TicketStatus.Open, "New backup policy erp-7d-4w-12m"), (ticket.Number, ticket.Kind, ticket.Status, ticket.Title));
        Assert.Equal((cloud.World.Operator.Id, "Maya Lefort", "/backup?tab=policies", cloud.Clock.GetUtcNow()), (ticket.AuthorId, ticket.Author, ticket.Page, ticket.CreatedAt));
        Assert.Equal(
            new BackupPolicyRequest(
                "Mutuelle Horizon", "Production", "maya.lefort@horizon.example", "+33 1 44 00 00 00", "erp-7d-4w-12m", new BackupRetention(7, 4, 12), "The ERP goes live on 7 December."),
            ticket.Request);
    }

    [Fact]
    public async Task Organization_and_tenant_are_those_the_caller_works_in()
    {
        await using var cloud = await Cloud.CreateAsync();

        await cloud.FileAsync(Requests.Policy, cloud.World.Stranger);

        var ticket = Assert.Single(await cloud.TicketsAsync());
        Assert.Equal(("Banque du Fleuve", "Core", cloud.World.Stranger.TenantId), (ticket.Request!.Organization, ticket.Request.Tenant, ticket.TenantId));
    }

    [Fact]
    public async Task Spaces_around_what_was_typed_are_not_kept()
    {
        await using var cloud = await Cloud.CreateAsync();

        await cloud.FileAsync(Requests.Policy with { ContactEmail = " maya@horizon.example ", ContactPhone = " 0144000000 ", PolicyName = " erp ", Comment = "  " });

        var request = Assert.Single(await cloud.TicketsAsync()).Request!;
        Assert.Equal(("maya@horizon.example", "0144000000", "erp", ""), (request.ContactEmail, request.ContactPhone, request.PolicyName, request.Comment));
    }

    [Fact]
    public async Task Empty_request_is_refused_with_a_sentence_for_each_field_and_keeps_nothing()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await SubmitAsync(cloud, new FileBackupPolicyRequest.Input("", "", "", new BackupRetention(0, 0, 0), ""));

        Assert.Equal(
            [
                "The contact e-mail is an address such as name@example.org; “” is not.",
                "A phone number has 6 to 15 digits, with + and the country code before them; “” does not.",
                "The request needs a name for the policy.",
                "Say how many days, weeks or months to keep; all three are 0.",
            ],
            refused.Select(problem => problem.Message));
        Assert.Empty(await cloud.TicketsAsync());
        await using var database = cloud.Database();
        Assert.Empty(database.Activities);
    }

    [Theory]
    [InlineData("maya", "contact.email")]
    [InlineData("maya@horizon", "contact.email")]
    [InlineData("maya lefort@horizon.example", "contact.email")]
    public async Task Email_that_is_no_address_is_refused(string email, string code) => await RefusedAsync(Requests.Policy with { ContactEmail = email }, code, "ContactEmail");

    [Theory]
    [InlineData("12345")]
    [InlineData("1234567890123456")]
    [InlineData("call me")]
    [InlineData("+33 1 44 0x 00")]
    public async Task Phone_of_other_than_6_to_15_digits_is_refused(string phone) => await RefusedAsync(Requests.Policy with { ContactPhone = phone }, "contact.phone", "ContactPhone");

    [Theory]
    [InlineData("erp/daily", "name.characters")]
    [InlineData("  ", "request.policy-name")]
    public async Task Policy_name_outside_the_rule_is_refused(string name, string code) => await RefusedAsync(Requests.Policy with { PolicyName = name }, code, "PolicyName");

    [Theory]
    [InlineData(-1, 0, 1, "retention.negative", "Days")]
    [InlineData(1, 3651, 0, "retention.too-many", "Weeks")]
    [InlineData(0, 0, 0, "retention.nothing", "Days")]
    public async Task Retention_outside_the_rule_is_refused(int days, int weeks, int months, string code, string field) =>
        await RefusedAsync(Requests.Policy with { Retention = new BackupRetention(days, weeks, months) }, code, field);

    [Fact]
    public async Task Comment_longer_than_the_limit_is_refused() =>
        await RefusedAsync(Requests.Policy with { Comment = new string('x', BackupPolicyRequest.LongestComment + 1) }, "text.too-long", "Comment");

    [Fact]
    public async Task Without_the_permission_nothing_is_filed()
    {
        await using var cloud = await Cloud.CreateAsync();

        var refused = await cloud.Get<FileBackupPolicyRequest>().SubmitAsync(Requests.Policy, cloud.World.With(Permission.SupportRead), default);

        Assert.Equal(ProblemKind.Forbidden, Assert.Single(refused.Problems).Kind);
        Assert.Empty(await cloud.TicketsAsync());
    }

    [Theory]
    [InlineData("1.5", "2", "", "Days to keep are a whole number; “1.5” was typed.")]
    [InlineData("", "", "twelve", "Months to keep are a whole number; “twelve” was typed.")]
    [InlineData("", "99999999999", "", "Weeks to keep are at most 3650; 99999999999 was asked for.")]
    public void Typed_retention_that_is_no_whole_number_in_reach_is_refused(string days, string weeks, string months, string sentence) =>
        Assert.Equal(sentence, Assert.Single(BackupRetention.Read(days, weeks, months).Problems).Message);

    [Fact]
    public void Empty_fields_of_the_retention_keep_none() => Assert.Equal(new BackupRetention(0, 4, 0), BackupRetention.Read("", " 4 ", "").Value);

    [Fact]
    public void Negative_number_of_any_length_is_read_and_then_refused() =>
        Assert.Equal("retention.negative", Assert.Single(BackupRetention.Read("-99999999999", "", "").Value.Check().Problems).Code);

    static async Task<IReadOnlyList<Problem>> SubmitAsync(Cloud cloud, FileBackupPolicyRequest.Input input) =>
        (await cloud.Get<FileBackupPolicyRequest>().SubmitAsync(input, cloud.World.Caller, default)).Problems;

    static async Task RefusedAsync(FileBackupPolicyRequest.Input input, string code, string field)
    {
        await using var cloud = await Cloud.CreateAsync();

        var problem = Assert.Single(await SubmitAsync(cloud, input));

        Assert.Equal((code, field), (problem.Code, problem.Field));
        Assert.Empty(await cloud.TicketsAsync());
    }
}

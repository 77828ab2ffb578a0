using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Console.Replication;

/// <summary>One policy: the machines it replicates, others to add, and its end when it has none.</summary>
public sealed partial class PolicyDetail
{
    const int Shown = 12;
    const string Terraform = "terraform";

    TablePage<ReplicaRow>? machines;
    ReplicationPolicyRow? readFor;
    TerraformConfiguration? configuration;
    bool associating;
    bool editing;
    bool deleting;

    [Parameter, EditorRequired] public ReplicationPolicyRow Policy { get; set; } = default!;

    [Parameter] public bool MayManage { get; set; }

    [Inject] ReplicaQueries Replicas { get; set; } = default!;

    [Inject] TerraformQueries Configurations { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] DeleteReplicationPolicy Delete { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] TimeProvider Time { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Problems { get; set; } = default!;

    DateTimeOffset Now => Time.GetUtcNow();

    bool ShowsTerraform => Url.Get("show") == Terraform;

    protected override async Task OnParametersSetAsync()
    {
        if (ShowsTerraform && (configuration is null || !ReferenceEquals(readFor, Policy)))
        {
            var read = await Configurations.PolicyAsync(Policy.Id, await CurrentCaller.GetAsync(), CancellationToken.None);
            configuration = read.Ok ? read.Value : null;
        }

        if (ReferenceEquals(readFor, Policy)) return;
        readFor = Policy;
        var page = await Replicas.ListAsync(
            new ReplicaFilter(Policy: Policy.Id), new TableQuery(0, Shown, null, false), await CurrentCaller.GetAsync(), CancellationToken.None);
        machines = page.Ok ? page.Value : null;
    }

    async Task DeleteAsync()
    {
        deleting = false;
        var done = await Delete.SubmitAsync(new DeleteReplicationPolicy.Input(Policy.Id), await CurrentCaller.GetAsync(), CancellationToken.None);
        if (done.Ok) Toasts.Ok(L["The policy {0} is deleted", Policy.Name]);
        else Toasts.Bad(L["The policy was not deleted"], Problems.Sentence(done.Problems[0]));
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Console.Api.Pages;

/// <summary>From nothing to <c>terraform apply</c> against this console.</summary>
public sealed partial class TerraformPage
{
    /// <summary>What the provider's resources need (api-contract, section 2).</summary>
    static readonly string[] Needed =
    [
        Permission.ComputeRead, Permission.ComputeManagement, Permission.VirtualMachinePower, Permission.InfrastructureRead, Permission.BackupRead, Permission.BackupWrite,
        Permission.ActivityRead, Permission.TagRead, Permission.TagWrite, Permission.VpcRead,
    ];

    const string Commands =
        """
        terraform init
        terraform apply
        """;

    TerraformExample? example;
    string? refused;

    [Inject] TerraformQueries Terraform { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    Uri Here => new(Navigation.BaseUri);

    string Variables =>
        $"""
        export CLOUDTEMPLE_HTTP_ADDR={Here.Authority}
        export CLOUDTEMPLE_HTTP_SCHEME={Here.Scheme}
        export CLOUDTEMPLE_CLIENT_ID=...
        export CLOUDTEMPLE_SECRET_ID=...
        """;

    static string Provider => TerraformConfiguration.Provider + "\nprovider \"cloudtemple\" {}\n";

    static string Pipeline =>
        """
        export CLOUDTEMPLE_HTTP_ADDR=localhost:5080 CLOUDTEMPLE_HTTP_SCHEME=http
        export CLOUDTEMPLE_CLIENT_ID=$(uuidgen) CLOUDTEMPLE_SECRET_ID=$(uuidgen)
        ASPNETCORE_ENVIRONMENT=Development dotnet run --project OpenIaaS.Console --no-launch-profile -- \
          --OpenIaaS:Demo:AccessToken=$CLOUDTEMPLE_CLIENT_ID:$CLOUDTEMPLE_SECRET_ID \
          --OpenIaaS:Api:RequestsPerSecond=0 --OpenIaaS:Api:SignInsPerSecond=0 --OpenIaaS:Simulation:Speed=50 &
        until curl -sf localhost:5080/health/ready; do sleep 1; done
        terraform init
        terraform apply -auto-approve
        terraform plan -detailed-exitcode
        """;

    protected override async Task OnInitializedAsync()
    {
        var found = await Terraform.ExampleAsync(await CurrentCaller.GetAsync(), default);
        if (found.Ok) example = found.Value;
        else if (found.Problems.Count > 0) refused = Sentences.Sentence(found.Problems[0]);
    }
}

using Microsoft.AspNetCore.Components;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Infrastructure.Terraform;

namespace OpenIaaS.Console.Compute.Machine;

/// <content>The section that shows the machine to Terraform; in the address it is <c>terraform</c>, or that with the disk or adapter shown by itself.</content>
public sealed partial class MachinePanel
{
    const string Terraform = "terraform";

    TerraformConfiguration? terraform;

    [Inject] TerraformQueries Configurations { get; set; } = default!;

    Guid? TerraformObject => Tab?.StartsWith(Terraform + "-", StringComparison.Ordinal) == true && Guid.TryParse(Tab.AsSpan(Terraform.Length + 1), out var id) ? id : null;

    Task ShowTerraformAsync(Guid? id) => TabChanged.InvokeAsync(id is null ? Terraform : $"{Terraform}-{id}");

    async Task ReadTerraformAsync()
    {
        var read = await Configurations.MachineAsync(Id, caller!, Stop);
        terraform = read.Ok ? read.Value : null;
    }
}

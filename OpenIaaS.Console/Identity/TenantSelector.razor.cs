using Microsoft.AspNetCore.Components;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

public sealed partial class TenantSelector
{
    IReadOnlyList<TenantChoice> choices = [];
    TenantChoice? current;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] WorkingTenant Working { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var caller = await CurrentCaller.GetAsync();
        if (caller.UserId is not { } userId)
            return;
        choices = await Working.ChoicesAsync(userId, CancellationToken.None);
        current = choices.FirstOrDefault(tenant => tenant.Id == caller.TenantId);
    }
}

using Microsoft.AspNetCore.Components;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>Says whom a link signs in, and does it on the press of a button: programs that look at links do not use them up.</summary>
public sealed partial class SignInLinkPage
{
    User? person;
    Problem? refused;

    [Parameter] public string Secret { get; set; } = "";

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] SignInLinks Links { get; set; } = default!;

    [Inject] SignInDesk Desk { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var found = await Links.ReadAsync(Secret, HttpContext.RequestAborted);
        if (found.Ok)
            person = found.Value;
        else
            refused = found.Problems[0];
    }

    async Task SignInAsync()
    {
        var redeemed = await Links.RedeemAsync(Secret, HttpContext.RequestAborted);
        refused = redeemed.Ok ? await Desk.SignInAsync(HttpContext, redeemed.Value.Id, "link") : redeemed.Problems[0];
        if (refused is null)
            Navigation.NavigateTo("/");
    }
}

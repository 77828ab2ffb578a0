using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shell;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>E-mail and password, for those who set one; how to get a link, for the others.</summary>
public sealed partial class SignInPage
{
    Problem? refused;

    [SupplyParameterFromForm] public string? Email { get; set; }

    [SupplyParameterFromForm] public string? Password { get; set; }

    [SupplyParameterFromQuery] public string? ReturnUrl { get; set; }

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] Passwords Passwords { get; set; } = default!;

    [Inject] SignInDesk Desk { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    async Task SignInAsync()
    {
        var known = await Passwords.CheckAsync(Email ?? "", Password ?? "", HttpContext.RequestAborted);
        if (known.Ok)
            refused = await Desk.SignInAsync(HttpContext, known.Value, "password");
        else
        {
            refused = known.Problems[0];
            Desk.NoteRefusal(HttpContext);
        }

        if (refused is null)
            Navigation.NavigateTo(PreferenceEndpoints.LocalOrHome(ReturnUrl));
    }
}

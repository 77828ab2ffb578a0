using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Console.Identity;

/// <summary>A person's own card and password. Without a circuit, because a new password ends every session and this browser gets a new one.</summary>
public sealed partial class ProfilePage
{
    CallerProfile profile = CallerProfile.Nobody;
    IReadOnlyList<Problem> refused = [];
    bool hasPassword;
    bool changed;

    [SupplyParameterFromForm] public string? Current { get; set; }

    [SupplyParameterFromForm] public string? Password { get; set; }

    [CascadingParameter] HttpContext HttpContext { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] Passwords Passwords { get; set; } = default!;

    [Inject] SignInDesk Desk { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        profile = await CurrentCaller.GetProfileAsync(HttpContext.RequestAborted);
        hasPassword = HttpContext.User.UserId() is { } userId && await Passwords.ExistsAsync(userId, HttpContext.RequestAborted);
    }

    async Task SetPasswordAsync()
    {
        if (HttpContext.User.UserId() is not { } userId)
            return;
        var set = await Passwords.SetAsync(userId, Current ?? "", Password ?? "", HttpContext.RequestAborted);
        refused = set.Problems;
        changed = set.Ok && await Desk.SignInAsync(HttpContext, userId, "new password") is null;
        hasPassword |= changed;
    }

    string? Refusal(string field) => refused.FirstOrDefault(problem => problem.Field == field) is { } problem ? Problems.Sentence(problem) : null;
}

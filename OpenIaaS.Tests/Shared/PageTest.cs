using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Console.Shell;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Identity;

namespace OpenIaaS.Tests.Shared;

/// <summary>A page over a whole <see cref="Shared.Cloud"/>, in English, in the window of a signed-in person who may do everything.</summary>
public abstract class PageTest : BunitContext, IAsyncLifetime
{
    /// <summary>What a busy machine may need for one redraw; a wait ends as soon as its condition holds.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    BunitAuthorizationContext authorization = null!;

    protected Cloud Cloud { get; private set; } = null!;

    protected FakeTimeProvider Clock => Cloud.Clock;

    public async ValueTask InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Cloud = await Cloud.CreateAsync(Configure);
        foreach (var type in Cloud.Registered) Services.AddSingleton(type, _ => Cloud.Get(type));
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddConsoleComponents();
        // Keys that live as long as the test, for what a page keeps in the browser.
        Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        authorization = AddAuthorization();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        SignIn(Cloud.World.Caller);
        await ArrangeAsync();
    }

    /// <summary>Replaces services of the cloud, as for <see cref="Cloud.CreateAsync"/>.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Builds what every test of the class starts from.</summary>
    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    /// <summary>Seats a person of the database at the window.</summary>
    protected void SignIn(Caller caller)
    {
        authorization.SetAuthorized(caller.Name);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{caller.UserId}"), new Claim(SignInClaims.Tenant, $"{caller.TenantId}"));
    }

    /// <summary>Seats somebody of the same tenant who has these permissions alone.</summary>
    protected async Task<Caller> SignInWithAsync(params string[] permissions)
    {
        var caller = Cloud.World.With(permissions) with { UserId = Cloud.Get<Domain.Common.IdSource>().Next(), Name = "Lou Restreint" };
        await using var database = Cloud.Database();
        database.Add(new User { Id = caller.UserId!.Value, UserName = $"{caller.UserId}", DisplayName = caller.Name, OrganizationId = Cloud.World.Organization.Id });
        database.Add(new Membership(caller.UserId.Value, caller.TenantId, permissions));
        await database.SaveChangesAsync();
        SignIn(caller);
        return caller;
    }

    /// <summary>Draws a page and waits until it no longer shows that it is loading.</summary>
    protected async Task<IRenderedComponent<TPage>> RenderAsync<TPage>(Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : class, IComponent
    {
        var page = Render<TPage>(builder => parameters?.Invoke(builder));
        await page.WaitForStateAsync(() => page.FindComponents<LoadingRows>().Count == 0, Patience);
        return page;
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (Cloud is not null) await Cloud.DisposeAsync();
    }
}

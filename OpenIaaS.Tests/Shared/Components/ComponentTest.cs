using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using OpenIaaS.Console.Shell;

namespace OpenIaaS.Tests.Shared.Components;

/// <summary>A component with everything it asks for, in English, at a clock that stands still.</summary>
public abstract class ComponentTest : BunitContext
{
    protected static readonly DateTimeOffset Now = new(2026, 11, 23, 14, 32, 0, TimeSpan.Zero);

    protected ComponentTest()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        Clock = new FakeTimeProvider(Now);
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddConsoleComponents();
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    protected FakeTimeProvider Clock { get; }
}

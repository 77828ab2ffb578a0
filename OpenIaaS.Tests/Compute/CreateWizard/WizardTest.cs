using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using OpenIaaS.Console.Compute.CreateWizard;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute.CreateWizard;

/// <summary>The wizard in a window, and the hands of the person before it.</summary>
public abstract class WizardTest : PageTest
{
    IRenderedComponent<CreateWizardPage>? page;

    protected IRenderedComponent<CreateWizardPage> Page => page ?? throw new InvalidOperationException("Open the wizard first.");

    protected CreateForm Form => Services.GetRequiredService<CreateForm>();

    protected string Address => Services.GetRequiredService<NavigationManager>().Uri;

    /// <summary>Everything the window says.</summary>
    protected string Text => Page.Markup;

    protected async Task OpenAsync(string query = "")
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/virtual-machines/new" + query);
        page = await RenderAsync<CreateWizardPage>();
    }

    /// <summary>Opens the wizard with the preinstalled template and walks to a step, answering what is asked for on the way.</summary>
    protected async Task OpenAtAsync(CreateStep step, bool blank = false)
    {
        await OpenAsync($"?template={(blank ? Cloud.World.Blank.Id : Cloud.World.Debian.Id)}");
        await TypeAsync("Name", "web-01");
        while (Heading != Name(step))
        {
            if (Heading == "Disks" && blank) await ClickAsync("Add a disk");
            if (Heading == "Backup policies") await Page.Find("fieldset.pols input").ChangeAsync(new ChangeEventArgs { Value = true });
            await NextAsync();
        }
    }

    /// <summary>The title of the step that is shown.</summary>
    protected string Heading => Page.Find(".work h3").TextContent;

    protected IElement Forward => Page.Find("[data-enter]");

    protected async Task NextAsync()
    {
        await Forward.ClickAsync(new());
        await Page.WaitForStateAsync(() => true, Patience);
    }

    protected Task ClickAsync(string button) => Button(button).ClickAsync(new());

    protected IElement Button(string text) => Page.FindAll("[role=dialog] button").First(found => (found.GetAttribute("aria-label") ?? found.TextContent.Trim()) == text);

    /// <summary>The input with this label.</summary>
    protected IElement Input(string label)
    {
        var owner = Page.FindAll("[role=dialog] label").FirstOrDefault(found => found.FirstChild?.TextContent.Trim() == label && found.HasAttribute("for"));
        return owner is not null ? Page.Find($"[id='{owner.GetAttribute("for")}']") : Page.Find($"[aria-label='{label}']");
    }

    /// <summary>Chooses a card, a template, an ISO or an image by what it says.</summary>
    protected Task PickAsync(string text) => Page.FindAll("[role=dialog] label:has(input[type=radio])").Single(found => found.TextContent.Contains(text, StringComparison.Ordinal))
        .QuerySelector("input")!.ChangeAsync(new ChangeEventArgs { Value = "on" });

    /// <summary>Types into an input and leaves it.</summary>
    protected async Task TypeAsync(string label, string text)
    {
        await Input(label).InputAsync(new ChangeEventArgs { Value = text });
        await Input(label).BlurAsync(new());
    }

    protected void Says(string sentence) => Page.WaitForAssertion(() => Assert.Contains(sentence, Plain(), StringComparison.Ordinal), Patience);

    /// <summary>The words of the window with ordinary spaces.</summary>
    protected string Plain() => string.Join(' ', Page.Find("[role=dialog]").TextContent.Split([' ', '\n', '\r', '\t', '\u00A0', '\u202F'], StringSplitOptions.RemoveEmptyEntries));

    static string Name(CreateStep step) => step switch
    {
        CreateStep.Method => "Method",
        CreateStep.Template => "Template",
        CreateStep.General => "General",
        CreateStep.CloudInit => "Cloud-init",
        CreateStep.Disks => "Disks",
        CreateStep.Adapters => "Network adapters",
        CreateStep.Availability => "High availability",
        CreateStep.Backup => "Backup policies",
        CreateStep.Summary => "Summary",
    };
}

using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <content>The draft: what it begins with, that it is kept, and the first sentence of each step.</content>
public sealed partial class CreateWizardPage
{
    string? Lead => (step, Form.Draft.Method) switch
    {
        (CreateStep.Method, _) => L["A machine begins as a template, an ISO, an exported file or a public image, in one of your pools."].Value,
        (CreateStep.Template, CreationMethod.Iso) => L["An ISO lies in one pool and is put into the drive there. The machine begins without a system: configuration template, a disk, the ISO, and DVD first."].Value,
        (CreateStep.Template, CreationMethod.Marketplace) => L["A public image can be deployed to every pool. It is fetched first, which usually takes less than 10 minutes."].Value,
        (CreateStep.Template, CreationMethod.Xva) => L["An XVA file holds one machine that was exported with its disks. It is sent here, every block of it is verified, and what is broken is refused."].Value,
        (CreateStep.Template, _) => L["A template lies in one pool and is deployed there. One without disks brings no operating system."].Value,
        (CreateStep.General, _) => L["vCPU and memory can be changed later while the machine is powered off."].Value,
        (CreateStep.CloudInit, _) => L["Optional. Applied once, at the first boot, by a system that has cloud-init."].Value,
        (CreateStep.Disks, CreationMethod.Iso) => L["At least one disk to install on. At most 2 TB (2 040 GiB) a disk, VHD. A disk cannot grow later: plan for it, or add another one."].Value,
        (CreateStep.Disks, _) => L["At most 2 TB (2 040 GiB) a disk, VHD. A disk cannot grow later: plan for it, or add another one."].Value,
        (CreateStep.Adapters, CreationMethod.Marketplace) => L["Each adapter of the image goes to a network of the pool. At most 7; MAC addresses are new."].Value,
        (CreateStep.Adapters, CreationMethod.Xva) => L["Each adapter of the machine goes to a network of the pool. At most 7; MAC addresses are new unless you keep them."].Value,
        (CreateStep.Adapters, _) => L["At most 7. One VLAN for each adapter; a VLAN trunk carries them all over one."].Value,
        (CreateStep.Availability, _) => L["What happens to the machine when its host fails."].Value,
        (CreateStep.Backup, _) => L["A machine needs at least one policy before it can be powered on."].Value,
        (CreateStep.Summary, _) => null,
    };

    /// <summary>Whether the address names another method than the draft's.</summary>
    bool IsOtherMethod => CreationMethods.Find(MethodName) is { } method && method != Form.Draft.Method;

    /// <summary>Begins with what the address names, unless the draft has begun already.</summary>
    void Begin()
    {
        if (IsOtherMethod) BeginAs(CreationMethods.Find(MethodName)!.Value);
        if (Form.Draft.HasSource || Form.Choices is not { } choices) return;
        if (Id<Template>.TryParse(TemplateId, null, out var template) && choices.Templates.FirstOrDefault(known => known.Id == template) is { } found) Form.BeginWith(found);
        else if (Id<DiskImage>.TryParse(ImageId, null, out var image) && choices.Images.FirstOrDefault(known => known.Id == image) is { } iso) Form.BeginWith(iso);
        else if (Guid.TryParse(ItemId, out var item) && MarketplaceItem.Find(item) is { } published) Form.BeginWith(published);
        else if (Guid.TryParse(FileId, out var file)) Form.BeginWith(file);
    }

    /// <summary>Goes on with what another window kept, unless this one has begun or was sent here with something else.</summary>
    async Task GoOnAsync()
    {
        if (Form.IsTyped) return;
        var kept = await Drafts.FindAsync(await CurrentCaller.GetAsync(Stop));
        if (kept is null || Form.IsTyped || !IsWhatWasAskedFor(kept.Draft)) return;
        Form.GoOn(kept.Draft, kept.Reached, kept.At);
        await ReloadAsync();
        StateHasChanged();
    }

    bool IsWhatWasAskedFor(MachineDraft draft) =>
        (TemplateId is null || TemplateId == $"{draft.Template}") && (ImageId is null || ImageId == $"{draft.Image}") && (ItemId is null || ItemId == $"{draft.Item}") && (FileId is null || FileId == $"{draft.File}")
        && (CreationMethods.Find(MethodName) is not { } method || method == draft.Method);

    /// <summary>Somebody changed something.</summary>
    async Task TypedAsync()
    {
        Form.IsTyped = true;
        await ChangedAsync();
        await KeepAsync();
    }

    async Task KeepAsync()
    {
        if (Form.IsTyped) await Drafts.KeepAsync(Form, await CurrentCaller.GetAsync(Stop));
    }

    async Task ChooseAsync(CreationMethod method)
    {
        BeginAs(method);
        await TypedAsync();
        Url.Set(new Dictionary<string, object?> { ["method"] = method.Slug(), ["step"] = null, ["template"] = null, ["image"] = null, ["item"] = null, ["file"] = null }, typing: true);
    }

    void BeginAs(CreationMethod method)
    {
        Form.Draft.Begin(method);
        if (Form.Reached > CreateStep.Template) Form.Reached = CreateStep.Template;
        readFor = null;
    }

    async Task StartOverAsync()
    {
        Form.Reset();
        await Drafts.ForgetAsync(await CurrentCaller.GetAsync(Stop));
        await ReloadAsync();
        Url.Set(new Dictionary<string, object?> { ["step"] = null, ["method"] = null, ["template"] = null, ["image"] = null, ["item"] = null, ["file"] = null });
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using OpenIaaS.Console.Catalog;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;
using OpenIaaS.Infrastructure.Application.Compute.Xva;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>An XVA file: one of this computer is sent, one that has arrived is chosen. The page follows how far it is.</summary>
public sealed partial class FileStep : IDisposable
{
    readonly string group = ElementIds.Next("xva");
    ElementReference input;
    IReadOnlyList<UploadQueries.Row> rows = [];
    UploadQueries.Space? space;
    UploadFile? chosen;
    string? refusal;

    [Inject] UploadQueries Uploads { get; set; } = default!;

    [Inject] UploadRefusals Refusals { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    string? Help => space is null ? null : L["At most {0}. This tenant keeps {1} of {2}.", Units.Size(space.LargestFile.Bytes), Units.Size(space.Taken.Bytes), Units.Size(space.Quota.Bytes)].Value;

    public void Dispose() => Refusals.Changed -= Hear;

    protected override void OnInitialized()
    {
        Refusals.Changed += Hear;
        Hear();
    }

    protected override async Task OnParametersSetAsync()
    {
        var caller = await CurrentCaller.GetAsync();
        if (await Uploads.MineAsync(caller, default) is { Ok: true } mine) rows = [.. mine.Value.Where(row => row.File.Kind == UploadKind.Xva)];
        if (await Uploads.SpaceAsync(caller, default) is { Ok: true } known) space = known.Value;
    }

    async Task ChosenAsync()
    {
        refusal = null;
        var file = await Browser.InvokeAsync<Described?>("openiaas.uploads.describe", input);
        chosen = file is null ? null : new UploadFile(UploadKind.Xva, file.Name, new ByteSize(file.Size), DateTimeOffset.FromUnixTimeMilliseconds(file.LastModified));
    }

    async Task SendAsync()
    {
        var begun = await Browser.InvokeAsync<Begun>("openiaas.uploads.begin", input, "xva", "");
        refusal = begun.Problems is null ? L["The console does not answer; try again."] : begun.Problems is [var first, ..] ? first.Message : null;
        if (!Guid.TryParse(begun.Id, out var id)) return;
        chosen = null;
        await SetAsync(() => Draft.Choose(id));
    }

    /// <summary>The file this machine was to be made of was not taken: why stands under the field, and another one can be chosen.</summary>
    void Hear() => InvokeAsync(async () =>
    {
        if (Draft.File is not { } file || Refusals.Of(file) is not { } sentence) return;
        refusal = sentence;
        await SetAsync(Draft.DropFile);
        StateHasChanged();
    });

    Task TakeAsync(UploadQueries.Row row)
    {
        refusal = null;
        return SetAsync(() => Draft.Choose(row.Id.Value));
    }

    static int Percent(UploadQueries.Row row) => (int)(100 * row.Received.Bytes / Math.Max(1, row.File.Size.Bytes));

    string Word(UploadQueries.Row row)
    {
        if (row.State == UploadState.Receiving) return L["{0} % have arrived", Percent(row)];
        if (row.State == UploadState.Taken) return L["A machine is being made of it"];
        var machine = XvaUploads.Read(row.Finding);
        return L["Verified: {0} · {1} vCPU · {2} · {3} of disks", machine.Name, machine.VirtualCpus, Units.Size(machine.Memory.Bytes), Units.Size(machine.Disks.Sum(disk => disk.Capacity.Bytes))];
    }

    /// <summary>A file as the browser describes it.</summary>
    sealed record Described(string Name, long Size, long LastModified);

    /// <param name="Problems">Why not; null when nobody answered.</param>
    sealed record Begun(string? Id, IReadOnlyList<Refusal>? Problems);

    sealed record Refusal(string Message, string? Field);
}

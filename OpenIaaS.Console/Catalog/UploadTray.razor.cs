using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Activities;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Console.Catalog;

/// <summary>The uploads of this person. The rows say how far each is; the script of this window says which of them it is sending.</summary>
public sealed partial class UploadTray : IAsyncDisposable
{
    readonly Dictionary<Guid, Seen> seen = [];
    IReadOnlyList<UploadQueries.Row> rows = [];
    DotNetObjectReference<UploadTray>? self;

    [Inject] UploadQueries Uploads { get; set; } = default!;

    [Inject] AbandonUpload Abandon { get; set; } = default!;

    [Inject] ActivityToasts Following { get; set; } = default!;

    [Inject] UploadRefusals Refusals { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    int Sending => rows.Count(row => row.State == UploadState.Receiving && seen.GetValueOrDefault(row.Id.Value) is { State: "sending" or "waiting" });

    /// <summary>The script tells what became of an upload this window sends.</summary>
    [JSInvokable]
    public Task Told(string id, string state, string text) => InvokeAsync(async () =>
    {
        if (!Guid.TryParse(id, out var upload)) return;
        var name = rows.FirstOrDefault(row => row.Id.Value == upload)?.File.Name ?? "";
        if (state is "sending" or "waiting" or "kept") seen[upload] = new Seen(state, text);
        else seen.Remove(upload);
        if (state == "refused")
        {
            Toasts.Bad(L["{0} was not taken", name], text);
            Refusals.Add(upload, text);
        }

        if (state == "unreadable") Toasts.Bad(L["{0} cannot be read any more", name], L["It was changed, moved or removed while it was being sent."]);
        if (state == "done" && Id<Activity>.TryParse(text, null, out var activity)) await Following.FollowAsync(activity);
        await ReloadAsync();
        StateHasChanged();
    });

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (self is null) return;
        try
        {
            await Browser.InvokeVoidAsync("openiaas.uploads.forget");
        }
        catch (JSDisconnectedException)
        {
            // The window is gone, and with it the script.
        }

        self.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        Watch(typeof(Upload));
        await ReloadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        foreach (var id in await Browser.InvokeAsync<string[]?>("openiaas.uploads.watch", self) ?? []) seen[Guid.Parse(id)] = new Seen("sending", "");
    }

    protected override async Task ReloadAsync()
    {
        var found = await Uploads.MineAsync(await CurrentCaller.GetAsync(Stop), Stop);
        rows = found.Ok ? found.Value : [];
    }

    async Task ResumeAsync(UploadQueries.Row row)
    {
        var same = await Browser.InvokeAsync<bool>(
            "openiaas.uploads.resume", Stop, $"up-{row.Id}", row.Id.ToString(), row.File.Name, row.File.Size.Bytes, row.File.LastModified.ToUnixTimeMilliseconds(), row.Received.Bytes);
        if (!same) Toasts.Bad(L["That is another file"], L["Choose {0} as it was when it began to be sent: {1}, changed on {2}.", row.File.Name, Units.Size(row.File.Size.Bytes), row.File.LastModified.ToString("g", System.Globalization.CultureInfo.CurrentCulture) + " UTC"]);
    }

    async Task DiscardAsync(UploadQueries.Row row)
    {
        await Browser.InvokeVoidAsync("openiaas.uploads.cancel", Stop, row.Id.ToString());
        var done = await Abandon.SubmitAsync(new AbandonUpload.Input(row.Id), await CurrentCaller.GetAsync(Stop), Stop);
        seen.Remove(row.Id.Value);
        if (!done.Ok) Toasts.Bad(L["{0} was not discarded", row.File.Name], Sentences.Sentence(done.Problems[0]));
        await ReloadAsync();
    }

    static bool IsCut(UploadQueries.Row row, Seen? told) => row.State == UploadState.Receiving && told is null;

    static int Percent(UploadQueries.Row row) => (int)(100 * row.Received.Bytes / Math.Max(1, row.File.Size.Bytes));

    static string Amount(UploadQueries.Row row) => row.State == UploadState.Receiving ? $"{Units.Size(row.Received.Bytes)} / {Units.Size(row.File.Size.Bytes)}" : Units.Size(row.File.Size.Bytes);

    string Word(UploadQueries.Row row, Seen? told) => (row.State, told) switch
    {
        (UploadState.Whole, { Text.Length: > 0 }) => told.Text,
        (UploadState.Whole, _) when row.File.Kind == UploadKind.Xva => L["Whole and verified; no machine is made of it yet"],
        (UploadState.Taken, _) when row.File.Kind == UploadKind.Xva => L["A machine is being made of it"],
        (UploadState.Taken, _) => L["Being published"],
        (UploadState.Whole, _) => L["Whole and checked; not published yet"],
        (_, { State: "waiting", Text.Length: > 0 }) => told.Text,
        (_, { State: "waiting" }) => L["No connection; it is tried again"],
        (_, { State: "sending" }) => L["Being sent, {0} %", Percent(row)],
        _ => L["Cut off at {0} %; it goes on when the same file is chosen again", Percent(row)],
    };

    /// <param name="State">Sending, waiting for the connection, or kept without anything made of it.</param>
    sealed record Seen(string State, string Text);
}

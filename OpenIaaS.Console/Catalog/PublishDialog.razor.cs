using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Microsoft.JSInterop;
using OpenIaaS.Console.Activities;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Catalog.Uploads;

namespace OpenIaaS.Console.Catalog;

/// <summary>A file, its name in the catalog and its place. Everything is checked here before the first byte goes, and again by the console when it is whole.</summary>
public sealed partial class PublishDialog
{
    ElementReference input;
    IReadOnlyList<CatalogPlaceQueries.Place> places = [];
    UploadQueries.Space? space;
    UploadFile? file;
    string name = "";
    string description = "";
    string? storage;
    bool named;
    IReadOnlyList<string> loose = [];
    Dictionary<string, string> refused = [];

    /// <summary>A file that has arrived already; null to choose one.</summary>
    [Parameter] public UploadQueries.Row? Whole { get; set; }

    [Parameter, EditorRequired] public EventCallback OnClose { get; set; }

    [Inject] CatalogPlaceQueries Places { get; set; } = default!;

    [Inject] UploadQueries Uploads { get; set; } = default!;

    [Inject] PublishImage Publish { get; set; } = default!;

    [Inject] ActivityToasts Following { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] CurrentCaller CurrentCaller { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    [Inject] IStringLocalizer<CatalogText> L { get; set; } = default!;

    [Inject] IStringLocalizer<ProblemText> Sentences { get; set; } = default!;

    ByteSize Size => Whole?.File.Size ?? file?.Size ?? ByteSize.Zero;

    ImagePlan Plan => new(name.Trim(), description.Trim(), PlaceChoices.Find(places, storage)?.Room.Storage);

    IReadOnlyList<StorageChoice> Choices => PlaceChoices.Of(places, name, Size, L, Sentences);

    string? Help => space is null ? null : L["At most {0}. This tenant keeps {1} of {2}.", Units.Size(space.LargestFile.Bytes), Units.Size(space.Taken.Bytes), Units.Size(space.Quota.Bytes)].Value;

    string? FileError => refused.GetValueOrDefault("File") ?? (file?.CheckName().First is { } problem ? Sentences.Sentence(problem) : null);

    Result Named => DiskImage.CheckName(name.Trim(), description.Trim(), PlaceChoices.Find(places, storage)?.Names ?? []);

    string? Missing => Whole is null && file is null ? L["Choose a file."].Value
        : FileError ?? (Named.First is { } problem ? Sentences.Sentence(problem) : storage is null ? L["Choose a block storage."].Value : FieldError("Storage"));

    protected override async Task OnInitializedAsync()
    {
        var caller = await CurrentCaller.GetAsync();
        if (await Places.ListAsync(caller, default) is { Ok: true } read) places = read.Value;
        if (await Uploads.SpaceAsync(caller, default) is { Ok: true } known) space = known.Value;
        if (Whole is null) return;
        var plan = ImagePlan.Read(Whole.Plan);
        (name, description, named) = (plan?.Name ?? Whole.File.Name, plan?.Description ?? "", true);
    }

    string? FieldError(string field) => field switch
    {
        _ when refused.TryGetValue(field, out var sentence) => sentence,
        "Storage" => PlaceChoices.Find(places, storage) is { } place && PlaceChoices.Check(place, name, Size).First is { } problem ? Sentences.Sentence(problem) : null,
        _ when !named => null,
        _ => Named.Problems.FirstOrDefault(problem => problem.Field == field) is { } problem ? Sentences.Sentence(problem) : null,
    };

    async Task ChosenAsync()
    {
        refused = [];
        if (await Browser.InvokeAsync<Chosen?>("openiaas.uploads.describe", input) is not { } chosen) return;
        file = new UploadFile(UploadKind.Iso, chosen.Name, new ByteSize(chosen.Size), DateTimeOffset.FromUnixTimeMilliseconds(chosen.LastModified));
        if (!named) name = chosen.Name;
    }

    void SetName(string text)
    {
        (name, named) = (text, true);
        refused.Remove("Name");
    }

    void Pick(string key)
    {
        storage = key;
        refused.Remove("Storage");
    }

    async Task SendAsync()
    {
        named = true;
        if (Whole is not null)
        {
            var accepted = await Publish.SubmitAsync(new PublishImage.Input(Whole.Id, Plan), await CurrentCaller.GetAsync(), default);
            Show(accepted.Problems.Select(problem => new Refusal(Sentences.Sentence(problem), problem.Field)));
            if (!accepted.Ok) return;
            await Following.FollowAsync(accepted.Value);
            await OnClose.InvokeAsync();
            return;
        }

        var begun = await Browser.InvokeAsync<Begun>("openiaas.uploads.begin", input, "iso", Plan.Write());
        Show(begun.Problems ?? [new Refusal(L["The console does not answer; try again."], null)]);
        if (begun.Id is null) return;
        Toasts.Ok(L["{0} is being sent", file!.Name], L["How far it is stands at the top of every page."]);
        await OnClose.InvokeAsync();
    }

    void Show(IEnumerable<Refusal> problems)
    {
        var all = problems.ToList();
        refused = all.Where(problem => problem.Field is not null).GroupBy(problem => problem.Field!).ToDictionary(field => field.Key, field => field.First().Message);
        loose = [.. all.Where(problem => problem.Field is null).Select(problem => problem.Message)];
    }

    /// <summary>A file as the browser describes it.</summary>
    sealed record Chosen(string Name, long Size, long LastModified);

    /// <param name="Problems">Why not; null when nobody answered.</param>
    sealed record Begun(string? Id, IReadOnlyList<Refusal>? Problems);

    sealed record Refusal(string Message, string? Field);
}

using System.Globalization;
using System.Xml;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute.Lab;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute.Lab;
using OpenIaaS.Infrastructure.Identity;
using OpenIaaS.Infrastructure.Scenarios;
using OpenIaaS.Infrastructure.Scenarios.Rehearsing;

namespace OpenIaaS.Console.Compute.Lab.Rehearsing;

/// <summary>
/// A scenario played by hand. The address is the whole of it: which scenario, what was done to it (<c>did</c>) and the moment it stands at (<c>at</c>);
/// whoever opens it sees the same. "Back" takes back what was done last.
/// </summary>
public sealed partial class RehearsalPage
{
    const string ExpectedTab = "expected";
    const double UsualSpeed = 60;

    ScenarioQueries.Detail? scenario;
    Rehearsal? rehearsal;
    LabAddress address = LabAddress.Live;
    string? refused;
    string? missing;
    string? opened;
    string? told;
    bool editing;

    [Parameter] public string Key { get; set; } = "";

    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }

    [SupplyParameterFromQuery(Name = "did")] public string[]? Did { get; set; }

    [SupplyParameterFromQuery(Name = "part")] public string? Part { get; set; }

    [SupplyParameterFromQuery(Name = "log")] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "speed")] public string? Faster { get; set; }

    [Inject] LabDoor Door { get; set; } = default!;

    [Inject] ScenarioQueries Scenarios { get; set; } = default!;

    [Inject] Rehearsals Rehearsals { get; set; } = default!;

    [Inject] UrlState Url { get; set; } = default!;

    [Inject] Toasts Toasts { get; set; } = default!;

    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Inject] IJSRuntime Browser { get; set; } = default!;

    double Speed => double.TryParse(Faster, CultureInfo.InvariantCulture, out var asked) && Rehearsal.Speeds.Contains(asked) ? asked : UsualSpeed;

    string NewName => scenario is { } known ? rehearsal?.Steps.Count > 0 ? L["{0}, changed", known.Name] : known.Name : "";

    /// <summary>What of the address decides what is played, as one text.</summary>
    string Asked => Told(Did ?? [], OwnStep.Offset(At) ?? TimeSpan.Zero);

    protected override async Task OnParametersSetAsync()
    {
        address = AddressOf(Navigation.Uri);
        if (!Door.IsOpen) return;
        if (opened != Key) await OpenAsync();
        else if (rehearsal is not null && told != Asked) Follow();
    }

    /// <summary>The rehearsal moved on: what it shows is read from it as it is drawn.</summary>
    protected override Task ReloadAsync()
    {
        if (rehearsal is { Speed: null, IsWinding: false, Frame: { } frame }) Tell(frame.At, typing: true);
        return Task.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        Leave();
        base.Dispose(disposing);
    }

    async Task OpenAsync()
    {
        opened = Key;
        Leave();
        (scenario, refused, missing) = (null, null, null);
        var caller = await CurrentCaller.GetAsync(Stop);
        var found = await FindAsync(caller);
        if (!found.Ok)
        {
            if (found.Problems[0].Kind == ProblemKind.NotFound) missing = P.Sentence(found.Problems[0]);
            else refused = P.Sentence(found.Problems[0]);
            return;
        }

        scenario = found.Value;
        var read = SaveScenario.Read(scenario.Text);
        // A page drawn for the first answer only has nobody to play for.
        if (!read.Ok) refused = P.Sentence(read.Problems[0]);
        else if (RendererInfo.IsInteractive) Begin(read.Value, caller);
    }

    async Task<Result<ScenarioQueries.Detail>> FindAsync(Caller caller)
    {
        if (Id<SavedScenario>.TryParse(Key, null, out var id)) return await Scenarios.FindAsync(id, caller, Stop);
        return await ExampleScenarios.TextAsync(Key, Stop) is { } text ? new ScenarioQueries.Detail(Key, Key, text) : Problem.NotFound("scenario", Key);
    }

    void Begin(Scenario read, Caller caller)
    {
        told = Asked;
        var begun = Rehearsals.Open(read, Steps(), OwnStep.Offset(At) ?? TimeSpan.Zero, caller);
        if (!begun.Ok)
        {
            refused = P.Sentence(begun.Problems[0]);
            return;
        }

        rehearsal = begun.Value;
        rehearsal.Changed += ReloadSoon;
        ReloadSoon();
    }

    void Leave()
    {
        if (rehearsal is null) return;
        rehearsal.Changed -= ReloadSoon;
        rehearsal.Dispose();
        rehearsal = null;
    }

    /// <summary>Somebody went back, or pasted another address: what it says is played.</summary>
    void Follow()
    {
        told = Asked;
        var at = OwnStep.Offset(At) ?? TimeSpan.Zero;
        var steps = Steps();
        if (steps.SequenceEqual(rehearsal!.Steps)) rehearsal.GoTo(at);
        else rehearsal.Again(steps, at);
    }

    /// <summary>What the address says was done; what cannot be read, or names nothing, is left out.</summary>
    List<OwnStep> Steps() => [.. (Did ?? []).Select(OwnStep.Parse).OfType<OwnStep>().Take(Rehearsal.MostSteps)];

    void Play(double? speed) => rehearsal?.Play(speed);

    void SetSpeed(double speed)
    {
        if (rehearsal?.Speed is not null) rehearsal.Play(speed);
        Url.Set("speed", speed == UsualSpeed ? null : speed.ToString(CultureInfo.InvariantCulture), typing: true);
    }

    void Next() => rehearsal?.Next();

    void GoTo(TimeSpan at) => rehearsal?.GoTo(at);

    void Do(LabDeed deed)
    {
        var done = rehearsal!.Do(deed.Breaks ? Scenario.Verb.Fail : Scenario.Verb.Recover, deed.Subject);
        if (done.Ok) Tell(done.Value.At, typing: false);
        else Toasts.Bad(L["That was refused"], string.Join(" ", done.Problems.Select(P.Sentence)));
    }

    /// <summary>Takes back what was done last, and stands where it was done.</summary>
    void TakeBack()
    {
        var steps = rehearsal!.Steps;
        rehearsal.Again([.. steps.SkipLast(1)], steps[^1].At);
        Tell(steps[^1].At, typing: false);
    }

    async Task CopyAsync()
    {
        var link = Navigation.ToAbsoluteUri(address.Page + "?" + address.Query.TrimEnd('&')).ToString();
        if (await Browser.InvokeAsync<bool>("openiaas.copy", link)) Toasts.Ok(L["The link was copied"], L["Whoever opens it sees this moment again."]);
        else Toasts.Bad(L["The browser did not allow to copy"], link);
    }

    void ShowLog(bool expected) => Url.Set("log", expected ? ExpectedTab : null, typing: true);

    void Close() => Url.Set("part", null, typing: true);

    void Open(string key)
    {
        editing = false;
        Navigation.NavigateTo($"/lab/rehearsal/{key}");
    }

    /// <summary>Writes what was done, and where time stands, into the address.</summary>
    void Tell(TimeSpan at, bool typing)
    {
        var did = rehearsal!.Steps.Select(step => step.ToString()).ToArray();
        var moment = TimeSpan.FromSeconds(Math.Floor(at.TotalSeconds));
        var now = Told(did, moment);
        if (now == told) return;
        told = now;
        Url.Set(new Dictionary<string, object?> { ["at"] = moment == TimeSpan.Zero ? null : XmlConvert.ToString(moment), ["did"] = did }, typing);
    }

    static string Told(IEnumerable<string> did, TimeSpan at) => string.Join('\n', did.Append(XmlConvert.ToString(at)));

    static LabAddress AddressOf(string uri)
    {
        var address = new Uri(uri);
        var query = QueryHelpers.ParseQuery(address.Query).Where(pair => pair.Key != "part").SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}&"));
        return new(address.AbsolutePath, string.Concat(query));
    }
}

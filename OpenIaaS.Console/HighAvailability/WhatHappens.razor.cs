using Microsoft.AspNetCore.Components;
using OpenIaaS.Console.HighAvailability.Failures;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.HighAvailability;
using OpenIaaS.Infrastructure.Application.HighAvailability;

namespace OpenIaaS.Console.HighAvailability;

/// <summary>The answer to the question what would happen, and what would help.</summary>
public sealed partial class WhatHappens
{
    const int Step = 100;
    int shown = Step;

    [Parameter, EditorRequired] public WhatIfQueries.View View { get; set; } = default!;

    /// <summary>Whether anything is ticked.</summary>
    [Parameter] public bool Asked { get; set; }

    [Parameter] public bool MayEnd { get; set; }

    /// <summary>Whether the Lab is open to them.</summary>
    [Parameter] public bool MayRehearse { get; set; }

    string Short(string host) => View.Pool.ShortNameOf(host);

    int Back => View.Answer.Count(Fate.Restarts);
    int Waiting => View.Answer.Count(Fate.Waits);
    int Down => View.Lines.Count - Back - Waiting;

    /// <summary>Where not all are shown, those that need somebody come first.</summary>
    IEnumerable<WhatIfQueries.Line> Lines => (View.Lines.Count > Step ? View.Lines.OrderBy(line => line.Fate.Fate == Fate.Restarts) : View.Lines.AsEnumerable()).Take(shown);

    string Verdict => Back == 0 ? L["None of {0} comes back", View.Lines.Count]
        : L["{0} of {1} come back within {2}", Back, View.Lines.Count, FailureWords.Span(View.Lines.Max(line => line.BackAfter ?? TimeSpan.Zero))];

    /// <summary>What the lost heartbeat storage means: nothing by itself, and the end of the whole pool with any host that fails.</summary>
    string Heartbeat => View.Answer.Fenced.Count > 0
        ? L["Without the heartbeat storage {0} goes on only while all its hosts see each other. As {1} fails, the other {2} fence themselves after {3}: everything is down until the storage is back, the hosts have booted and the machines restart.", View.Pool.Name, FirstFailing, View.Answer.Fenced.Count, Units.Age(View.TimeOut)]
        : L["The heartbeat storage is lost and no host fails: all of {0} still see each other over the network. The next one that fails takes the whole pool down.", View.Pool.Name];

    string FirstFailing => View.Answer.Hosts.First(host => host.Fails && !View.Answer.Fenced.Contains(host.Host)).Name;

    string Rest => string.Join(" · ", Parts());

    IEnumerable<string> Parts()
    {
        if (View.Answer.Count(Fate.PoolOff) is > 0 and var off) yield return L["high availability of the pool is off: {0} are not restarted", off];
        if (Waiting > 0) yield return Waiting == 1 ? L["1 waits for room"] : L["{0} wait for room", Waiting];
        if (View.Answer.Count(Fate.StaysDown) is > 0 and var down) yield return L["{0} best-effort stay down", down];
        if (View.Answer.Count(Fate.OffByChoice) is > 0 and var choice) yield return L["{0} by their own setting", choice];
    }

    string Reason(MachineFate fate) => fate.Reason is { } reason ? P.Sentence(reason) : fate.Fate switch
    {
        Fate.OffByChoice => L["High availability is off for it"],
        Fate.PoolOff => L["High availability of the pool is off"],
        _ => L["Its one attempt was made"],
    };

    string Outlook(Fate fate) => fate switch
    {
        Fate.Waits => L["Tried again at every change of capacity, and every two minutes"],
        Fate.StaysDown => L["No second attempt"],
        _ => L["Nobody restarts it"],
    };

    MarkupString Look(Fate fate) => fate switch
    {
        Fate.Restarts => StatusLabel.Of(Tone.Ok, L["Restarts"]),
        Fate.Waits => StatusLabel.Of(Tone.Bad, L["Waits"]),
        Fate.StaysDown => StatusLabel.Of(Tone.Bad, L["Stays down"]),
        Fate.OffByChoice => StatusLabel.Of(Tone.Off, L["Off by choice"]),
        _ => StatusLabel.Of(Tone.Off, L["Not restarted"]),
    };
}

using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Shared;
using OpenIaaS.Infrastructure.Application.HighAvailability.Failures;

namespace OpenIaaS.Console.HighAvailability.Failures;

/// <summary>The figures of a failure with their names; the page and the report show the same.</summary>
static class FailureSums
{
    public static IReadOnlyList<(string Name, string Figure)> Of(IStringLocalizer<HighAvailabilityText> L, FailureView view)
    {
        var measure = view.Row.Measure;
        return
        [
            (L["Back of those that went down"], L["{0} of {1}", Units.Count(measure.Back), Units.Count(measure.Machines)]),
            (L["Last one back, as foreseen"], FailureWords.Span(measure.ForeseenBack)),
            (L["Last one back, measured"], FailureWords.Span(measure.LatestBack)),
            (L["Service time lost"], FailureWords.Span(measure.Lost)),
            (L["Longest"], FailureWords.Span(measure.Longest)),
            (L["As foreseen"], measure.AsForeseen + measure.Otherwise == 0 ? "–" : L["{0} of {1}", Units.Count(measure.AsForeseen), Units.Count(measure.AsForeseen + measure.Otherwise)]),
        ];
    }
}

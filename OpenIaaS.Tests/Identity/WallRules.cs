using System.Reflection;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Tests.Identity;

/// <summary>What the wall between two tenants is held against, for one command or one query at a time.</summary>
static class WallRules
{
    /// <summary>
    /// What a command tells or does for a stranger who gives it objects of the owner: all of them, or one kind beside the stranger's own. A
    /// refusal must come from whose they are: the same one for the stranger's own object was given before that was asked.
    /// </summary>
    /// <param name="offered">Whether people can give it; what an engine alone gives names objects that the engine read itself.</param>
    public static async Task<List<string>> OffencesAsync(TwoTenants tenants, Type command, bool offered)
    {
        List<string> found = [];
        List<(string Foreign, string Refusal)> refused = [];
        foreach (var (arguments, foreign) in Mixtures(tenants, UseCases.SubmitOf(command)))
        {
            var before = await UseCases.FingerprintAsync(tenants.Cloud);
            var answer = await AnswerAsync(tenants, command, arguments);
            if (answer.Ok) found.Add($"{command.Name} takes the owner's {foreign}");
            if (await UseCases.FingerprintAsync(tenants.Cloud) != before) found.Add($"{command.Name} changes something with the owner's {foreign}");
            if (foreign == Everything && answer.Problems.All(problem => problem.Kind != ProblemKind.NotFound)) found.Add($"{command.Name} does not say that it finds nothing");
            refused.Add((foreign, Refusal(answer)));
        }

        var own = Refusal(await AnswerAsync(tenants, command, new Arguments(tenants.Strange, true)));
        if (offered) found.AddRange(refused.Where(mixture => mixture.Refusal == own).Select(mixture => $"{command.Name} never asks whose the {mixture.Foreign} is"));
        return found;
    }

    /// <summary>What each query answers while the owner's objects are there, and when they are gone.</summary>
    public static async Task<List<Sight>> LookAsync(TwoTenants tenants, IEnumerable<MethodInfo> queries)
    {
        List<(MethodInfo Query, bool Narrow, bool Stranger, Arguments Arguments, string Text)> before = [];
        foreach (var query in queries)
            foreach (var narrow in new[] { false, true })
            {
                var all = new Arguments(tenants.Owned, narrow);
                before.Add((query, narrow, false, all, await TextAsync(tenants, query, tenants.Owner, all)));
                foreach (var (arguments, _) in Mixtures(tenants, query, narrow))
                    before.Add((query, narrow, true, arguments, await TextAsync(tenants, query, tenants.Stranger, arguments)));
            }

        await tenants.RemoveOwnerAsync();
        List<Sight> seen = [];
        foreach (var (query, narrow, stranger, arguments, text) in before)
            seen.Add(new Sight(UseCases.NameOf(query), narrow, stranger, text, await TextAsync(tenants, query, stranger ? tenants.Stranger : tenants.Owner, arguments)));
        return seen;
    }

    const string Everything = "everything";

    /// <summary>All of the owner's objects at once, and then one kind of them at a time among the stranger's own.</summary>
    static IEnumerable<(Arguments Arguments, string Foreign)> Mixtures(TwoTenants tenants, MethodInfo method, bool narrow = true)
    {
        var all = new Arguments(tenants.Owned, narrow);
        _ = all.For(method, tenants.Stranger);
        yield return (all, Everything);
        if (all.Kinds.Count < 2) yield break;
        foreach (var kind in all.Kinds.Where(kind => kind.IsAssignableTo(typeof(IOwned))))
            yield return (new Arguments(tenants.Strange, narrow).With(kind, tenants.Owned), kind.Name);
    }

    static async Task<Result<Id<Domain.Activities.Activity>>> AnswerAsync(TwoTenants tenants, Type command, Arguments arguments) =>
        UseCases.ResultOf(await UseCases.CallAsync(tenants.Cloud, UseCases.SubmitOf(command), tenants.Stranger, arguments));

    static string Refusal(Result<Id<Domain.Activities.Activity>> answer) => string.Join(' ', answer.Problems.Select(problem => problem.Code));

    static async Task<string> TextAsync(TwoTenants tenants, MethodInfo query, Caller caller, Arguments arguments) =>
        await UseCases.TextAsync(await UseCases.CallAsync(tenants.Cloud, query, caller, arguments));

    /// <summary>One answer of a query to the owner or to the stranger.</summary>
    /// <param name="Narrow">Whether it was asked with every identity it takes.</param>
    /// <param name="With">The answer while the owner's objects are there.</param>
    /// <param name="Without">The answer when they are gone.</param>
    public sealed record Sight(string Query, bool Narrow, bool IsStranger, string With, string Without)
    {
        public bool TellsOfTheOwner => With != Without;
    }
}

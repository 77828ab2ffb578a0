using System.ComponentModel;
using System.Text.Json.Serialization;

namespace OpenIaaS.Console.Shared;

/// <summary>A refusal as RFC 9457 has it, with every broken rule.</summary>
/// <param name="Type">A URN that ends in the code of the first broken rule.</param>
/// <param name="Title">What kind of refusal it is.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">The sentences of all broken rules, one after the other.</param>
/// <param name="Problems">The broken rules, one by one.</param>
[Description("A refusal (RFC 9457): the sentences in detail, the broken rules one by one in problems.")]
public sealed record ProblemBody(string Type, string Title, int Status, string Detail, IReadOnlyList<ProblemBody.Refusal> Problems)
{
    /// <param name="Code">The stable name of the rule.</param>
    /// <param name="Message">The sentence.</param>
    /// <param name="Field">The field of the request it belongs to; absent when it is about the whole of it.</param>
    [Description("One broken rule.")]
    public sealed record Refusal(string Code, string Message, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Field);
}

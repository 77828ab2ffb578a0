using System.Diagnostics.CodeAnalysis;

namespace OpenIaaS.Domain.Common;

/// <summary>Whether a rule let something pass, and if not, every reason why.</summary>
public readonly struct Result
{
    readonly IReadOnlyList<Problem>? problems;

    Result(IReadOnlyList<Problem> problems) => this.problems = problems;

    /// <summary>It may be done, or it is done.</summary>
    public static Result Success => default;

    /// <summary>Whether there is no problem.</summary>
    public bool Ok => problems is not { Count: > 0 };

    /// <summary>Every reason for the refusal; empty on success.</summary>
    public IReadOnlyList<Problem> Problems => problems ?? [];

    /// <summary>The first reason for the refusal, or null on success.</summary>
    public Problem? First => problems is [var first, ..] ? first : null;

    /// <summary>The outcome of several checks: a success when <paramref name="found"/> is empty.</summary>
    public static Result From(IEnumerable<Problem> found) => new([.. found]);

    /// <summary>A refusal with one reason.</summary>
    public static implicit operator Result(Problem problem) => new([problem]);

    /// <summary>A refusal with several reasons, or a success when there are none.</summary>
    public static implicit operator Result(List<Problem> problems) => new(problems);
}

/// <summary>What was asked for, or every reason why it was refused.</summary>
/// <typeparam name="T">What a success carries.</typeparam>
public readonly struct Result<T>
{
    readonly IReadOnlyList<Problem>? problems;
    readonly T? value;

    Result(T value) => this.value = value;

    Result(IReadOnlyList<Problem> problems) => this.problems = problems;

    /// <summary>Whether there is a value and no problem.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool Ok => problems is not { Count: > 0 };

    /// <summary>What was asked for; asking for it on a refusal is a bug.</summary>
    public T Value => Ok ? value! : throw new InvalidOperationException("A refusal carries no value: " + string.Join(" ", Problems));

    /// <summary>Every reason for the refusal; empty on success.</summary>
    public IReadOnlyList<Problem> Problems => problems ?? [];

    /// <summary>A refusal for the reasons of another check, which must have at least one.</summary>
    public static Result<T> Refused(IReadOnlyList<Problem> problems) =>
        problems.Count > 0 ? new Result<T>(problems) : throw new ArgumentException("A refusal needs a reason.", nameof(problems));

    /// <summary>A success.</summary>
    public static implicit operator Result<T>(T value) => new(value);

    /// <summary>A refusal with one reason.</summary>
    public static implicit operator Result<T>(Problem problem) => new([problem]);

    /// <summary>A refusal with several reasons.</summary>
    public static implicit operator Result<T>(List<Problem> problems) => Refused(problems);
}

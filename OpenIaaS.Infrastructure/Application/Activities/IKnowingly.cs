namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>The input of a command that may break the promise of a pool when whoever asks says that they know: their activity keeps that they did.</summary>
interface IKnowingly
{
    bool EvenIfUnprotected { get; }
}

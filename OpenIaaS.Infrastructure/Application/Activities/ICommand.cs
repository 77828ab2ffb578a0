namespace OpenIaaS.Infrastructure.Application.Activities;

/// <summary>A command: one type of activity. What changes no hardware is done when it is accepted; the rest is an <see cref="IOperation{TInput}"/>.</summary>
public interface ICommand
{
    /// <summary>One of <see cref="Domain.Activities.ActivityTypes"/>; no other command has it.</summary>
    string ActivityType { get; }
}

using OpenIaaS.Domain.Activities;
using OpenIaaS.Infrastructure;
using OpenIaaS.Infrastructure.Application.Activities;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Architecture;

/// <summary>Each type of activity is carried out by exactly one command, and every command can be reached. Every rule has a twin that shows it an offender.</summary>
public sealed class OperationTests
{
    [Fact]
    public async Task Command_carries_out_one_type_of_activity_and_each_type_has_one()
    {
        await using var cloud = await Cloud.CreateAsync();
        Assert.Empty(Unmatched(ActivityTypes.All, cloud.Get<IEnumerable<ICommand>>()));
    }

    [Fact]
    public void Command_without_a_type_or_with_the_type_of_another_is_noticed() =>
        Assert.Equal(
            ["a.b.none has 0 commands: ", "a.b.two has 2 commands: Named, Named", "a.b.unknown is no type of activity: Named"],
            Unmatched(["a.b.one", "a.b.two", "a.b.none"], [new Named("a.b.one"), new Named("a.b.two"), new Named("a.b.two"), new Named("a.b.unknown")]).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Command_and_operation_is_registered()
    {
        await using var cloud = await Cloud.CreateAsync();
        var types = typeof(Registration).Assembly.GetTypes();
        Assert.Empty(Unregistered<ICommand>(types, cloud.Get<IEnumerable<ICommand>>()));
        Assert.Empty(Unregistered<IOperation>(types, cloud.Get<IEnumerable<IOperation>>()));
    }

    [Fact]
    public void Command_that_is_not_registered_is_noticed() => Assert.Equal(["Named"], Unregistered<ICommand>([typeof(Named)], []));

    static IEnumerable<string> Unmatched(IEnumerable<string> types, IEnumerable<ICommand> commands)
    {
        var byType = commands.ToLookup(command => command.ActivityType, command => command.GetType().Name);
        var known = types.ToHashSet();
        return known.Where(type => byType[type].Count() != 1).Select(type => $"{type} has {byType[type].Count()} commands: {string.Join(", ", byType[type])}")
            .Concat(byType.Where(group => !known.Contains(group.Key)).Select(group => $"{group.Key} is no type of activity: {string.Join(", ", group)}"));
    }

    static IEnumerable<string> Unregistered<T>(IEnumerable<Type> types, IEnumerable<T> registered)
    {
        var there = registered.Select(item => item!.GetType()).ToHashSet();
        return types.Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)) && !there.Contains(type)).Select(type => type.Name);
    }

    sealed class Named(string type) : ICommand
    {
        public string ActivityType => type;
    }
}

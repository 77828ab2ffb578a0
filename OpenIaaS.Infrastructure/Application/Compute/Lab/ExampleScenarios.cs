namespace OpenIaaS.Infrastructure.Application.Compute.Lab;

/// <summary>The scenarios that come with the product (<c>scenarios</c> at the root); they belong to nobody.</summary>
public static class ExampleScenarios
{
    const string Folder = "scenarios/";

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. typeof(ExampleScenarios).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..^".json".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of one; null when there is none of that name.</summary>
    public static async Task<string?> TextAsync(string name, CancellationToken stop)
    {
        if (!Names.Contains(name)) return null;
        using var reader = new StreamReader(typeof(ExampleScenarios).Assembly.GetManifestResourceStream($"{Folder}{name}.json")!);
        return await reader.ReadToEndAsync(stop);
    }
}

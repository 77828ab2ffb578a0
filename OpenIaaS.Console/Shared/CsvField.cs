namespace OpenIaaS.Console.Shared;

/// <summary>One column of a file whose columns can be chosen.</summary>
/// <param name="Name">Its name in the first line; the same in every language.</param>
/// <param name="Text">What it says of a row, invariant.</param>
public sealed record CsvField<T>(string Name, Func<T, string> Text);

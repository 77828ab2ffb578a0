namespace OpenIaaS.Console.Storage;

/// <summary>Texts of block storage.</summary>
public sealed class StorageText;

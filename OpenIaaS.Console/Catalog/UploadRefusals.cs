namespace OpenIaaS.Console.Catalog;

/// <summary>What the script of this window told of files that were not taken: the tray hears it, and forms that wait for a file show it.</summary>
public sealed class UploadRefusals
{
    readonly Dictionary<Guid, string> sentences = [];

    /// <summary>Tells that there is a new one.</summary>
    public event Action? Changed;

    public void Add(Guid upload, string sentence)
    {
        sentences[upload] = sentence;
        Changed?.Invoke();
    }

    /// <summary>Why this one was not taken, or null.</summary>
    public string? Of(Guid upload) => sentences.GetValueOrDefault(upload);
}

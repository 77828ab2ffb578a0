namespace OpenIaaS.Console.Shared;

/// <summary>The messages of this window. A page shows one under a key of its own and may show it again, changed, under the same key.</summary>
public sealed class Toasts(TimeProvider time) : IDisposable
{
    static readonly TimeSpan Stay = TimeSpan.FromSeconds(6);
    const int Most = 4;

    readonly Lock gate = new();
    readonly List<(string Key, Toast Toast)> shown = [];
    readonly Dictionary<string, ITimer> leaving = [];
    long last;

    public event Action? Changed;

    public IReadOnlyList<(string Key, Toast Toast)> Shown
    {
        get
        {
            lock (gate)
                return [.. shown];
        }
    }

    public void Ok(string title, string? sentence = null, string? href = null, string? linkText = null) =>
        Show(NextKey(), new(Tone.Ok, title, sentence, href, linkText));

    public void Bad(string title, string? sentence = null) => Show(NextKey(), new(Tone.Bad, title, sentence));

    /// <summary>Shows a toast, or replaces the one under the same key (an activity's id) in place.</summary>
    public void Show(string key, Toast toast)
    {
        lock (gate)
        {
            Forget(key);
            var at = shown.FindIndex(s => s.Key == key);
            if (at < 0)
                shown.Add((key, toast));
            else
                shown[at] = (key, toast);
            if (shown.Count > Most)
                shown.RemoveAt(0);
            if (toast.Tone == Tone.Ok)
                leaving[key] = time.CreateTimer(_ => Close(key), null, Stay, Timeout.InfiniteTimeSpan);
        }
        Changed?.Invoke();
    }

    public void Close(string key)
    {
        lock (gate)
        {
            Forget(key);
            shown.RemoveAll(s => s.Key == key);
        }
        Changed?.Invoke();
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var timer in leaving.Values)
                timer.Dispose();
            leaving.Clear();
        }
    }

    string NextKey() => "toast-" + Interlocked.Increment(ref last);

    void Forget(string key)
    {
        if (leaving.Remove(key, out var timer))
            timer.Dispose();
    }
}

using System.Text;

namespace OpenIaaS.E2E.Shared;

/// <summary>What a process prints, line by line, kept over its restarts.</summary>
sealed class ConsoleOutput
{
    readonly Lock gate = new();
    readonly StringBuilder text = new();
    int start;

    public string Text
    {
        get
        {
            lock (gate) return text.ToString();
        }
    }

    /// <summary>Only what the newest start printed.</summary>
    public string SinceStart
    {
        get
        {
            lock (gate) return text.ToString(start, text.Length - start);
        }
    }

    public void Begin()
    {
        lock (gate) start = text.Length;
    }

    public void Add(string? line)
    {
        if (line is null) return;
        lock (gate) text.AppendLine(line);
    }
}

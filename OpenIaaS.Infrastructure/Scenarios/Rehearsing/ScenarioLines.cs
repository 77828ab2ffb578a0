using System.Text;

namespace OpenIaaS.Infrastructure.Scenarios.Rehearsing;

/// <summary>Keeps the lines of a log as they are written; may be read from another thread meanwhile.</summary>
sealed class ScenarioLines : TextWriter
{
    readonly List<ScenarioLine> lines = [];
    readonly HashSet<string> keys = [];

    public override Encoding Encoding => Encoding.UTF8;

    public int Count
    {
        get
        {
            lock (lines) return lines.Count;
        }
    }

    /// <summary>A log is written a whole line at a time.</summary>
    public override void Write(string? value)
    {
        var line = ScenarioLine.Parse(value!);
        lock (lines)
        {
            lines.Add(line);
            keys.Add(line.Key);
        }
    }

    /// <summary>Whether the same happened at the same moment.</summary>
    public bool Has(ScenarioLine line)
    {
        lock (lines) return keys.Contains(line.Key);
    }

    /// <summary>The last lines, the newest first.</summary>
    public IReadOnlyList<ScenarioLine> Newest(int count)
    {
        lock (lines) return [.. lines.Skip(lines.Count - count).Reverse()];
    }

    /// <summary>Lines from a moment on, the earliest first, after so many of those before it.</summary>
    public IReadOnlyList<ScenarioLine> Around(TimeSpan at, int before, int count)
    {
        lock (lines)
        {
            var first = lines.FindIndex(line => line.At >= at);
            return [.. lines.Skip(Math.Max(0, (first < 0 ? lines.Count : first) - before)).Take(count)];
        }
    }

    /// <summary>How many lines up to a moment another log does not have.</summary>
    public int MissingFrom(ScenarioLines other, TimeSpan until)
    {
        lock (lines) return lines.Count(line => line.At <= until && !other.Has(line));
    }
}

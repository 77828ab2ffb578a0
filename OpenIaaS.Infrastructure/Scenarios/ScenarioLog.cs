using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>The event log: a JSON object a line, and in the last one the SHA-256 of everything before it.</summary>
/// <param name="output">Where the lines go.</param>
/// <param name="calmFrom">From when on nothing but what happens on every quiet day may happen; null when that is not asked.</param>
sealed class ScenarioLog(TextWriter output, TimeSpan? calmFrom = null) : IDisposable
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly MemoryStream buffer = new();

    /// <summary>What happens also while nothing is wrong: copies, a drive whose rebuild ends, the end.</summary>
    static readonly HashSet<string> Quiet = ["replication.point", "drive.rebuilt", "scenario.ended"];

    /// <summary>The first thing that happened although everything should have settled, in a sentence; null while there is none.</summary>
    public string? Restless { get; private set; }

    /// <summary>The hash of the lines so far, in hexadecimal.</summary>
    public string Hash => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>How many lines were written.</summary>
    public long Sequence { get; private set; }

    /// <param name="at">The offset from the beginning.</param>
    /// <param name="kind">What happened: <c>ha.restart</c>.</param>
    /// <param name="members">The objects by their scenario names, and the rest; null is written as null, what is left out is absent.</param>
    public void Write(TimeSpan at, string kind, params ReadOnlySpan<(string Name, object? Value)> members)
    {
        buffer.SetLength(0);
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            writer.WriteStartObject();
            writer.WriteNumber("sequence", ++Sequence);
            writer.WriteString("at", XmlConvert.ToString(at));
            writer.WriteString("kind", kind);
            foreach (var (name, value) in members) Write(writer, name, value);
            writer.WriteEndObject();
        }

        if (at > calmFrom && !Quiet.Contains(kind)) Restless ??= $"Rest: {Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length)} came later than {calmFrom}, when everything should have settled.";
        buffer.WriteByte((byte)'\n');
        var line = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        hash.AppendData(line);
        output.Write(Encoding.UTF8.GetString(line));
    }

    /// <summary>Writes the last line.</summary>
    /// <returns>The hash, in hexadecimal.</returns>
    public string End(TimeSpan at)
    {
        var sum = Hash;
        Write(at, "scenario.ended", ("hash", sum));
        output.Flush();
        return sum;
    }

    public void Dispose()
    {
        hash.Dispose();
        buffer.Dispose();
    }

    static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null: writer.WriteNull(name); break;
            case long number: writer.WriteNumber(name, number); break;
            case int number: writer.WriteNumber(name, number); break;
            case bool flag: writer.WriteBoolean(name, flag); break;
            default: writer.WriteString(name, value.ToString()); break;
        }
    }
}

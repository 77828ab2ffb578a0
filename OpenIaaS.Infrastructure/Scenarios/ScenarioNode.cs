using System.Text.Json;

namespace OpenIaaS.Infrastructure.Scenarios;

/// <summary>A value of a scenario file that knows its line, so that a refusal can name it.</summary>
sealed class ScenarioNode(JsonTokenType kind, int line, string? text)
{
    readonly List<(string Name, ScenarioNode Value)> members = [];

    public JsonTokenType Kind => kind;

    /// <summary>The line it begins on, counted from 1.</summary>
    public int Line => line;

    /// <summary>A string as it is, a number as it is written; null for everything else.</summary>
    public string? Text => text;

    /// <summary>The members of an object in their order, or the elements of an array without names.</summary>
    public IReadOnlyList<(string Name, ScenarioNode Value)> Members => members;

    public IEnumerable<ScenarioNode> Elements => members.Select(member => member.Value);

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ScenarioException">It is not JSON, or says something twice.</exception>
    public static ScenarioNode Read(byte[] file)
    {
        var lines = new Lines(file);
        var reader = new Utf8JsonReader(file, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            reader.Read();
            var root = Read(ref reader, lines);
            if (reader.Read()) throw new ScenarioException(lines.At(reader.TokenStartIndex), "There is something after the end of the scenario.");
            return root;
        }
        catch (JsonException error)
        {
            throw new ScenarioException((int)(error.LineNumber ?? 0) + 1, $"This is not JSON: {error.Message.Split(" LineNumber:")[0]}");
        }
    }

    static ScenarioNode Read(ref Utf8JsonReader reader, Lines lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var thing = new ScenarioNode(JsonTokenType.StartObject, line, null);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    if (thing.members.Exists(member => member.Name == name))
                        throw new ScenarioException(lines.At(reader.TokenStartIndex), $"\"{name}\" is given twice.");
                    reader.Read();
                    thing.members.Add((name, Read(ref reader, lines)));
                }

                return thing;
            case JsonTokenType.StartArray:
                var list = new ScenarioNode(JsonTokenType.StartArray, line, null);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray) list.members.Add(("", Read(ref reader, lines)));
                return list;
            case JsonTokenType.String:
                return new ScenarioNode(JsonTokenType.String, line, reader.GetString());
            case JsonTokenType.Number:
                return new ScenarioNode(JsonTokenType.Number, line, System.Text.Encoding.UTF8.GetString(reader.ValueSpan));
            default:
                return new ScenarioNode(reader.TokenType, line, null);
        }
    }

    /// <summary>From a place in the file to its line.</summary>
    sealed class Lines
    {
        readonly List<long> ends = [];

        public Lines(byte[] file)
        {
            for (var index = 0; index < file.Length; index++)
                if (file[index] == '\n') ends.Add(index);
        }

        public int At(long place)
        {
            var found = ends.BinarySearch(place);
            return (found < 0 ? ~found : found) + 1;
        }
    }
}

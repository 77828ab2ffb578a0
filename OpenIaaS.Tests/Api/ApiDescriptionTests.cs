using System.Text.Json.Nodes;

namespace OpenIaaS.Tests.Api;

/// <summary>The OpenAPI document against the contract: every call, every filter, every field of what is sent and answered, with its type.</summary>
public sealed class ApiDescriptionTests(ApiDescriptionTests.Described read) : IClassFixture<ApiDescriptionTests.Described>
{
    public static TheoryData<string> Calls => [.. Contract.Calls.Select(call => call.ToString())];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_of_the_contract_is_described_as_it_is_there(string name)
    {
        var call = Contract.Calls.Single(known => known.ToString() == name);
        var operation = read.Operation(call);
        Assert.True(operation is not null, $"{name} is not described.");
        Assert.Empty(call.Query.Except(Described.Query(operation)));
        Assert.NotEmpty((string?)operation["summary"] ?? "");
        if (call.Request is { } request) Assert.Empty(read.Missing(request, Described.Body(operation), ""));
        if (call.Answer is { } answer && answer != "text/jwt") Assert.Empty(read.Missing(answer, Described.Answer(operation), ""));
        if (call.StartsActivity) Assert.NotNull(operation["responses"]!["201"]!["headers"]!["Location"]);
    }

    [Fact]
    public void Document_is_OpenAPI_3_1() => Assert.StartsWith("3.1", (string)read.Document["openapi"]!, StringComparison.Ordinal);

    [Fact]
    public void Every_call_but_the_door_names_its_permission() =>
        Assert.Equal(
            ["/api/iam/v2/auth/personal_access_token"],
            from path in read.Document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where ((string?)operation.Value!["description"])?.Contains("Needs the permission", StringComparison.Ordinal) != true
            select path.Key);

    [Fact]
    public void Field_says_what_is_written_above_it() =>
        Assert.Contains("AZ05", (string?)read.Document["components"]!["schemas"]!["MachineManager"]!["properties"]!["name"]!["description"], StringComparison.Ordinal);

    /// <summary>The document of one console, and ways through it.</summary>
    public sealed class Described : IAsyncLifetime
    {
        const int Deepest = 6;

        readonly ApiCloud cloud = new();

        public JsonObject Document { get; private set; } = [];

        public async ValueTask InitializeAsync()
        {
            await cloud.InitializeAsync();
            using var browser = await cloud.Host.SignedInAsync(cloud.World.Operator);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json");
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await browser.SendAsync(request);
            Document = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!.AsObject();
        }

        public ValueTask DisposeAsync() => cloud.DisposeAsync();

        internal JsonObject? Operation(Contract.Call call) =>
            (from path in Document["paths"]!.AsObject()
             where Same(path.Key, "/api" + call.Path)
             select path.Value![call.Method.ToLowerInvariant()] as JsonObject).FirstOrDefault(found => found is not null);

        internal static IEnumerable<string> Query(JsonObject operation) =>
            (operation["parameters"]?.AsArray() ?? []).Where(parameter => (string)parameter!["in"]! == "query").Select(parameter => (string)parameter!["name"]!);

        internal static JsonNode? Body(JsonObject operation) => operation["requestBody"]?["content"]?["application/json"]?["schema"];

        internal static JsonNode? Answer(JsonObject operation) =>
            (operation["responses"]?["200"] ?? operation["responses"]?["201"])?["content"]?["application/json"]?["schema"];

        /// <summary>What of the contract's shape the schema lacks or types otherwise.</summary>
        internal IEnumerable<string> Missing(JsonNode shape, JsonNode? schema, string place)
        {
            schema = Followed(schema);
            if (schema is null) return [$"{place} is not described"];
            switch (shape)
            {
                case JsonArray items: return Missing(items[0]!, schema["items"], place + "[]");
                case JsonObject map when map.ContainsKey("*"): return Missing(map["*"]!, schema["additionalProperties"], place + ".*");
                case JsonObject fields:
                    return fields.SelectMany(field => Missing(field.Value!, Property(schema, field.Key.TrimEnd('?')), $"{place}.{field.Key}"));
                case JsonValue name when $"{name}".EndsWith("[]", StringComparison.Ordinal): return Missing(new JsonArray($"{name}"[..^2]), schema, place);
                // A type that holds itself is compared once.
                case JsonValue name when place.Split('.').Length > Deepest: return [];
                case JsonValue name when Contract.Type($"{name}") is { } known: return Missing(known, schema, place);
                case JsonValue name: return Types(schema).Intersect(OnTheWire($"{name}")).Any() || $"{name}" == "any" ? [] : [$"{place} is {schema["type"]?.ToJsonString()} and not {name}"];
                default: return [$"{place} cannot be compared"];
            }
        }

        static string[] OnTheWire(string type) => type switch
        {
            "moment" => ["string"],
            "number" => ["number", "integer"],
            _ => [type],
        };

        static IEnumerable<string> Types(JsonNode schema) => schema["type"] switch
        {
            JsonArray several => several.Select(type => (string)type!),
            JsonValue one => [(string)one!],
            _ => [],
        };

        static JsonNode? Property(JsonNode schema, string name) =>
            schema["properties"]?.AsObject().FirstOrDefault(property => string.Equals(property.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

        /// <summary>A schema that may be null stands beside that in a choice of two.</summary>
        JsonNode? Followed(JsonNode? schema)
        {
            if (schema?["oneOf"] is JsonArray choice) schema = choice.FirstOrDefault(one => (string?)one!["type"] != "null");
            return schema?["$ref"] is { } reference ? Document["components"]!["schemas"]![((string)reference!).Split('/')[^1]] : schema;
        }

        static bool Same(string route, string path)
        {
            var (one, other) = (route.TrimEnd('/').Split('/'), path.Split('/'));
            return one.Length == other.Length && one.Zip(other).All(pair => pair.First == pair.Second || (pair.First.StartsWith('{') && pair.Second.StartsWith('{')));
        }
    }
}

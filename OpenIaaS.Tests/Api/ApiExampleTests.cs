using System.Text.Json.Nodes;

namespace OpenIaaS.Tests.Api;

/// <summary>Every body that the OpenAPI document knows has an example, and the example has no field its schema lacks.</summary>
public sealed class ApiExampleTests(ApiCloud cloud) : IClassFixture<ApiCloud>
{
    [Fact]
    public async Task Every_body_has_an_example_of_its_own_fields()
    {
        using var browser = await cloud.Host.SignedInAsync(cloud.World.Operator);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json");
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.SendAsync(request);
        var document = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        var faults = new List<string>();
        var bodies = 0;
        foreach (var (path, operations) in document["paths"]!.AsObject())
            foreach (var (method, operation) in operations!.AsObject())
            {
                if (operation!["requestBody"]?["content"]?["application/json"] is not { } body) continue;
                bodies++;
                if (body["example"] is not { } example) faults.Add($"{method} {path} has no example");
                else faults.AddRange(Strange(document, example, body["schema"], $"{method} {path}"));
            }

        Assert.Empty(faults);
        Assert.True(bodies >= 30, $"Only {bodies} bodies are described.");
    }

    static IEnumerable<string> Strange(JsonNode document, JsonNode example, JsonNode? schema, string place)
    {
        if (schema?["oneOf"] is JsonArray choice) schema = choice.First(one => (string?)one!["type"] != "null");
        if ((string?)schema?["$ref"] is { } reference) schema = document["components"]!["schemas"]![reference.Split('/')[^1]];
        return example switch
        {
            JsonArray items => items.SelectMany(item => Strange(document, item!, schema?["items"], place + "[]")),
            JsonObject fields => fields.SelectMany(field => schema?["properties"]?[field.Key] is { } known
                ? Strange(document, field.Value!, known, $"{place}.{field.Key}")
                : [$"{place}.{field.Key} is not in the schema"]),
            _ => IsOf(example.GetValueKind().ToString(), schema) ? [] : [$"{place} is {schema?["type"]?.ToJsonString()} and not {example.ToJsonString()}"],
        };
    }

    static bool IsOf(string kind, JsonNode? schema)
    {
        var types = schema?["type"] switch
        {
            JsonArray several => several.Select(type => (string)type!).ToArray(),
            JsonValue one => [(string)one!],
            _ => [],
        };
        return kind switch
        {
            "String" => types.Contains("string"),
            "Number" => types.Contains("integer") || types.Contains("number"),
            "True" or "False" => types.Contains("boolean"),
            _ => false,
        };
    }
}

using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OpenIaaS.Console.Api.Description;

/// <summary>The OpenAPI document of the REST API, made from its endpoints; what they cannot say of themselves is added here.</summary>
static class ApiDescription
{
    public const string Address = "/api/openapi.json";

    const string Document = "openapi";
    const string Bearer = "bearer";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Document, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = call => call.RelativePath?.StartsWith("api/", StringComparison.OrdinalIgnoreCase) == true;
        options.AddDocumentTransformer(Introduce);
        options.AddOperationTransformer(Explain);
        var written = new WrittenDescriptions();
        options.AddSchemaTransformer((schema, context, _) =>
        {
            written.Describe(schema, context);
            return Task.CompletedTask;
        });
        options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type) is { } name ? SchemaName(name, type.Type) : null;
    });

    public static void MapApiDescription(this IEndpointRouteBuilder app) =>
        app.MapOpenApi(Address.Replace(Document, "{documentName}", StringComparison.Ordinal)).ExcludeFromDescription();

    /// <summary>The nouns of the API, without the word our code tells them apart by.</summary>
    static string SchemaName(string name, Type type) =>
        (type.DeclaringType is { } outer ? Short(outer.Name) : "") + Short(name);

    static string Short(string name) => name.EndsWith("Wire", StringComparison.Ordinal) ? name[..^4] : name;

    static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new OpenApiInfo
        {
            Title = "OpenIaaS Console",
            Version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "1.0.0",
            Description =
                "Sizes are in bytes, moments in UTC. A write is answered with 201 and the bare id of its activity in `Location`: read it until its "
                + "state is `completed` or `failed`. 404 says that there is no such object for you, 403 that you may not see whether there is. A "
                + "refusal is a problem (RFC 9457) with its sentences in `detail`. Each address may send 25 requests a second to each product and 5 "
                + "sign-ins, unless the installation says otherwise; after that 429 tells in `Retry-After` how many seconds to wait.",
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                BearerFormat = "JWT",
                Description = "The token that POST /api/iam/v2/auth/personal_access_token gives for a personal access token. Signed in to the console you need none on this page.",
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        return Task.CompletedTask;
    }

    static Task Explain(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<NeedsPermission>().FirstOrDefault() is { } needs)
        {
            operation.AddExtension("x-permission", new JsonNodeExtension(needs.Name));
            operation.Description = string.Join("\n\n", new[] { operation.Description, $"Needs the permission `{needs.Name}`." }.OfType<string>());
        }

        if (metadata.OfType<StartsActivity>().Any() && Found(operation.Responses, "201") is OpenApiResponse accepted)
        {
            accepted.Description = "Accepted; its activity tells how it ends.";
            accepted.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Location"] = new OpenApiHeader { Description = "The bare id of the activity.", Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" } },
            };
        }

        if (Found(operation.Responses, "429") is OpenApiResponse often)
            often.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeader { Description = "Seconds.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } } };
        var sent = context.Description.ParameterDescriptions.FirstOrDefault(parameter => parameter.Source == BindingSource.Body)?.Type;
        if (sent?.GetCustomAttribute<ExampleAttribute>() is { } example && Found(operation.RequestBody?.Content, "application/json") is { } body)
            body.Example = JsonNode.Parse(example.Body);
        return Task.CompletedTask;
    }

    static T? Found<T>(IDictionary<string, T>? among, string key)
        where T : class => among is not null && among.TryGetValue(key, out var found) ? found : null;
}

/// <summary>A body that could be sent as it stands, but for its ids.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class ExampleAttribute(string body) : Attribute
{
    public string Body => body;
}

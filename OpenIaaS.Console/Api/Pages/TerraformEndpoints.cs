using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;

namespace OpenIaaS.Console.Api.Pages;

/// <summary>A whole tenant as Terraform: one file with a resource and an import for everything, written while it is read.</summary>
static class TerraformEndpoints
{
    public const string Export = "/api/export/tenant.tf";

    public static void MapTerraform(this IEndpointRouteBuilder app) =>
        new ApiGroup(app, "/export", "Exports").File("/tenant.tf", Permission.ComputeRead, "Everything of the tenant for the official Terraform provider, with imports.", ExportAsync);

    static IResult ExportAsync(ApiCaller who, TerraformQueries terraform)
    {
        var found = terraform.Tenant(who.Caller);
        return found.Ok ? new Written(found.Value.Rows) : ProblemResponse.From(found.Problems);
    }

    sealed class Written(IAsyncEnumerable<string> blocks) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var stop = httpContext.RequestAborted;
            httpContext.Response.ContentType = MediaTypeNames.Text.Plain + "; charset=utf-8";
            httpContext.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = "tenant.tf" }.ToString();
            await foreach (var block in blocks.WithCancellation(stop)) await httpContext.Response.WriteAsync(block + "\n", stop);
        }
    }
}

using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Console.Api;

/// <summary>Which part of a long list is asked for. Lists of the provider's contract are whole; those beyond it are read in pages.</summary>
sealed record Paging(
    [property: FromQuery(Name = "page"), Description("The page, from 1; 1 when left out.")] int? Page,
    [property: FromQuery(Name = "pageSize"), Description("How many rows a page has, 1 to 200; 50 when left out.")] int? PageSize,
    [property: FromQuery(Name = "sort"), Description("What it is sorted by; with a minus in front downwards.")] string? Sort)
{
    const int Usual = 50;

    /// <summary>The same as the use cases take it.</summary>
    public TableQuery Query
    {
        get
        {
            var size = Math.Clamp(PageSize ?? Usual, 1, TableQuery.Most);
            return new TableQuery((Math.Max(Page ?? 1, 1) - 1) * size, size, Sort?.TrimStart('-'), Sort?.StartsWith('-') == true);
        }
    }
}

/// <summary>A page as an answer: an array, and in <c>X-Total-Count</c> how many rows there are in all.</summary>
static class PagedAnswer
{
    public const string Total = "X-Total-Count";

    public static IResult Of<TRow, TWire>(Result<TablePage<TRow>> found, Func<TRow, TWire> wire) =>
        found.Ok ? new Counted<TWire>([.. found.Value.Rows.Select(wire)], found.Value.Total) : ProblemResponse.From(found.Problems);

    sealed class Counted<T>(T[] rows, int total) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers[Total] = total.ToString(CultureInfo.InvariantCulture);
            return TypedResults.Ok(rows).ExecuteAsync(httpContext);
        }
    }
}

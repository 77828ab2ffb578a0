using Microsoft.Playwright;
using OpenIaaS.E2E.Shared;
using static Microsoft.Playwright.Assertions;

namespace OpenIaaS.E2E.Api;

/// <summary>The API in the browser: a call is tried by whoever is signed in, and the whole tenant is taken along as Terraform.</summary>
public sealed class ApisTests(Browser browser)
{
    [Fact]
    public async Task Call_is_tried_without_a_token_and_the_tenant_is_taken_along()
    {
        await using var server = await ConsoleServer.StartAsync();
        await using var window = await SignedInPage.OpenAsync(browser, server);
        await window.TellAsync(async () =>
        {
            var page = window.Page;
            await window.OpenPageAsync("/apis");
            await Expect(page.GetByText("compute_iaas_opensource_infrastructure_write")).ToHaveCountAsync(1);
            var call = page.Locator(".opblock").Filter(new() { HasText = "The availability zones the tenant has pools in." });
            await call.Locator(".opblock-summary-control").ClickAsync();
            await call.GetByRole(AriaRole.Button, new() { Name = "Try it out" }).ClickAsync();
            await call.GetByRole(AriaRole.Button, new() { Name = "Execute" }).ClickAsync();
            await Expect(call.Locator(".live-responses-table .response-col_status").Last).ToContainTextAsync("200");
            await Expect(call.Locator(".live-responses-table")).ToContainTextAsync("AZ05");

            await window.OpenPageAsync("/terraform");
            await Expect(page.GetByRole(AriaRole.Region, new() { Name = "machine.tf" })).ToContainTextAsync("cloudtemple_compute_iaas_opensource_virtual_machine");
            var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "Whole tenant (.tf)" }).ClickAsync());
            Assert.Equal("tenant.tf", download.SuggestedFilename);
            var text = await File.ReadAllTextAsync(await download.PathAsync());
            Assert.StartsWith("terraform {", text, StringComparison.Ordinal);
            Assert.Contains("import {", text, StringComparison.Ordinal);
        });
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using OpenIaaS.Console.Api;
using OpenIaaS.Console.Replication.Ledger;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Domain.Replication;
using OpenIaaS.Infrastructure.Application.Replication;
using OpenIaaS.Infrastructure.Application.Replication.Ledger;

namespace OpenIaaS.Console.Replication.Api;

/// <summary>Runs, ledgers, breaches and attestations, beyond the provider.</summary>
static class LedgerEndpoints
{
    public static void MapLedger(this IEndpointRouteBuilder app)
    {
        var replication = new ApiGroup(app, "/compute/v1/open_iaas/replication", "Replication");
        replication.List<RunWire>("/runs", Permission.ComputeRead, "Runs of replication, the newest first. They are kept for 31 days; without a virtual machine or a replica those that ended within a day.", RunsAsync);
        replication.Read<FleetWire>("/ledger/fleet", Permission.ComputeRead, "How much of all promises was kept in the last 30 days.", FleetAsync);
        replication.List<LedgerWire>("/ledger", Permission.ComputeRead, "The last 30 days of each replica, day by day, the least kept first. Sort by kept, machine, policy or status.", LedgerAsync);
        replication.List<BreachWire>("/ledger/breaches", Permission.ComputeRead, "Breaches of the last 30 days with their causes, those that go on first.", BreachesAsync);
        replication.Read<AttestationWire>("/ledger/attestation", Permission.ComputeRead, "What was kept of each promise in a month, in whole days UTC, with the digest of its CSV file.", AttestationAsync);
        replication.File("/ledger/attestation.csv", Permission.ComputeRead, "The attestation as CSV: machines, then breaches.", CsvAsync);
        replication.File("/ledger/attestation.pdf", Permission.ComputeRead, "The attestation to print.", PdfAsync);
    }

    static async Task<IResult> RunsAsync([AsParameters] Paging paging, [AsParameters] RunsAsked asked, ApiCaller who, RunQueries runs, TimeProvider clock, CancellationToken stop)
    {
        var filter = new RunFilter(Given.Id<Replica>(asked.ReplicaId), Given.Id<VirtualMachine>(asked.VirtualMachineId), Given.Id<ReplicationPolicy>(asked.PolicyId), asked.State, asked.From, asked.Until);
        return PagedAnswer.Of(await runs.ListAsync(filter, paging.Query, who.Caller, stop), run => RunWire.Of(run, clock.GetUtcNow()));
    }

    static async Task<IResult> FleetAsync([AsParameters] Asked asked, ApiCaller who, LedgerQueries ledgers, TimeProvider clock, CancellationToken stop) =>
        Answer.One(await ledgers.FleetAsync(asked.Filter, new TableQuery(0, 1, null, false), who.Caller, stop), fleet => FleetWire.Of(fleet, LedgerDays.First(clock.GetUtcNow())));

    static async Task<IResult> LedgerAsync([AsParameters] Paging paging, [AsParameters] Asked asked, ApiCaller who, LedgerQueries ledgers, TimeProvider clock, CancellationToken stop)
    {
        var read = await ledgers.FleetAsync(asked.Filter, paging.Query, who.Caller, stop);
        var first = LedgerDays.First(clock.GetUtcNow());
        return PagedAnswer.Of(read.Ok ? read.Value.Page : Result<TablePage<LedgerRow>>.Refused(read.Problems), row => LedgerWire.Of(row, first));
    }

    static async Task<IResult> BreachesAsync([AsParameters] Paging paging, [AsParameters] Asked asked, string? replicaId, ApiCaller who, LedgerQueries ledgers, CancellationToken stop) =>
        PagedAnswer.Of(await ledgers.BreachesAsync(asked.Filter, Given.Id<Replica>(replicaId), paging.Query, who.Caller, stop), BreachWire.Of);

    static async Task<IResult> AttestationAsync(string? month, string? policyId, ApiCaller who, AttestationQueries attestations, CancellationToken stop)
    {
        var made = await attestations.OfMonthAsync(month, Given.Id<ReplicationPolicy>(policyId), who.Caller, stop);
        return made.Ok ? TypedResults.Ok(AttestationWire.Of(await AttestationDocument.OfAsync(made.Value, stop))) : ProblemResponse.From(made.Problems);
    }

    static async Task<IResult> CsvAsync(string? month, string? policyId, ApiCaller who, AttestationQueries attestations, CancellationToken stop)
    {
        var made = await attestations.OfMonthAsync(month, Given.Id<ReplicationPolicy>(policyId), who.Caller, stop);
        return made.Ok ? File((await AttestationDocument.OfAsync(made.Value, stop)).Csv, "text/csv; charset=utf-8", made.Value, "csv") : ProblemResponse.From(made.Problems);
    }

    static async Task<IResult> PdfAsync(string? month, string? policyId, ApiCaller who, AttestationQueries attestations, IStringLocalizer<ReplicationText> L, CancellationToken stop)
    {
        var made = await attestations.OfMonthAsync(month, Given.Id<ReplicationPolicy>(policyId), who.Caller, stop);
        return made.Ok ? File(AttestationPdf.Of(await AttestationDocument.OfAsync(made.Value, stop), L), "application/pdf", made.Value, "pdf") : ProblemResponse.From(made.Problems);
    }

    static FileContentHttpResult File(byte[] bytes, string type, Attestation attestation, string ending) =>
        TypedResults.File(bytes, type, string.Create(CultureInfo.InvariantCulture, $"attestation-{attestation.Month:yyyy-MM}.{ending}"));

    /// <summary>Which replicas.</summary>
    sealed record Asked(
        [property: FromQuery(Name = "search")] string? Search, [property: FromQuery(Name = "status")] RecoveryPointStatus? Status, [property: FromQuery(Name = "policyId")] string? PolicyId,
        [property: FromQuery(Name = "machineManagerId")] string? MachineManagerId)
    {
        public ReplicaFilter Filter => new(Search, Status, Given.Id<ReplicationPolicy>(PolicyId), Given.Id<AvailabilityZone>(MachineManagerId));
    }

    /// <summary>Which runs.</summary>
    sealed record RunsAsked(
        [property: FromQuery(Name = "replicaId")] string? ReplicaId, [property: FromQuery(Name = "virtualMachineId")] string? VirtualMachineId, [property: FromQuery(Name = "policyId")] string? PolicyId,
        [property: FromQuery(Name = "state")] RunState? State, [property: FromQuery(Name = "from")] DateTimeOffset? From, [property: FromQuery(Name = "until")] DateTimeOffset? Until);
}

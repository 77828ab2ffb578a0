using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LedgerAndTicks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "FullBecause",
                table: "ReplicationRuns",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OfTick",
                table: "ReplicationRuns",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Criticality",
                table: "ReplicationPolicies",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Business");

            migrationBuilder.AddColumn<bool>(
                name: "IsSpreading",
                table: "ReplicationPolicies",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PromisedSince",
                table: "ReplicationPolicies",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CountedUntil",
                table: "Replicas",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HinderedRun",
                table: "Replicas",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hindrance",
                table: "Replicas",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "Promised",
                table: "Replicas",
                type: "interval",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "PromisedFrom",
                table: "Replicas",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SkippedSince",
                table: "Replicas",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Today_AtRiskTicks",
                table: "Replicas",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_BreachedTicks",
                table: "Replicas",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_CompliantTicks",
                table: "Replicas",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_PendingTicks",
                table: "Replicas",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "FormerReplicas",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Machine = table.Column<string>(type: "text", nullable: false),
                    Policy = table.Column<string>(type: "text", nullable: false),
                    ActivatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RemovedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerReplicas", x => x.ReplicaId);
                });

            migrationBuilder.CreateTable(
                name: "IntervalChanges",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    After_Count = table.Column<int>(type: "integer", nullable: false),
                    After_Unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Before_Count = table.Column<int>(type: "integer", nullable: false),
                    Before_Unit = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntervalChanges", x => new { x.PolicyId, x.At });
                });

            migrationBuilder.CreateTable(
                name: "PromiseBreaches",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Detail = table.Column<string>(type: "text", nullable: true),
                    RunBeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromiseBreaches", x => new { x.ReplicaId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "ReplicaDays",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    PendingTicks = table.Column<long>(type: "bigint", nullable: false),
                    CompliantTicks = table.Column<long>(type: "bigint", nullable: false),
                    AtRiskTicks = table.Column<long>(type: "bigint", nullable: false),
                    BreachedTicks = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplicaDays", x => new { x.ReplicaId, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "SkippedTicks",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    Cause = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SkippedTicks", x => new { x.ReplicaId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "SpaceReturns",
                columns: table => new
                {
                    Key = table.Column<string>(type: "text", nullable: false),
                    StorageId = table.Column<Guid>(type: "uuid", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SpaceReturns", x => x.Key);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ReplicationRuns_ReplicaId",
                table: "ReplicationRuns",
                column: "ReplicaId",
                unique: true,
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReplicationRuns_ReplicaId_Tick",
                table: "ReplicationRuns",
                columns: new[] { "ReplicaId", "Tick" },
                unique: true,
                filter: "\"OfTick\"");

            migrationBuilder.CreateIndex(
                name: "IX_FormerReplicas_TenantId",
                table: "FormerReplicas",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_PromiseBreaches_TenantId_Until",
                table: "PromiseBreaches",
                columns: new[] { "TenantId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_PromiseBreaches_Until",
                table: "PromiseBreaches",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_ReplicaDays_Day",
                table: "ReplicaDays",
                column: "Day");

            migrationBuilder.CreateIndex(
                name: "IX_ReplicaDays_TenantId_Day_ReplicaId_PendingTicks_CompliantTi~",
                table: "ReplicaDays",
                columns: new[] { "TenantId", "Day", "ReplicaId", "PendingTicks", "CompliantTicks", "AtRiskTicks", "BreachedTicks" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FormerReplicas");

            migrationBuilder.DropTable(
                name: "IntervalChanges");

            migrationBuilder.DropTable(
                name: "PromiseBreaches");

            migrationBuilder.DropTable(
                name: "ReplicaDays");

            migrationBuilder.DropTable(
                name: "SkippedTicks");

            migrationBuilder.DropTable(
                name: "SpaceReturns");

            migrationBuilder.DropIndex(
                name: "IX_ReplicationRuns_ReplicaId",
                table: "ReplicationRuns");

            migrationBuilder.DropIndex(
                name: "IX_ReplicationRuns_ReplicaId_Tick",
                table: "ReplicationRuns");

            migrationBuilder.DropColumn(
                name: "FullBecause",
                table: "ReplicationRuns");

            migrationBuilder.DropColumn(
                name: "OfTick",
                table: "ReplicationRuns");

            migrationBuilder.DropColumn(
                name: "Criticality",
                table: "ReplicationPolicies");

            migrationBuilder.DropColumn(
                name: "IsSpreading",
                table: "ReplicationPolicies");

            migrationBuilder.DropColumn(
                name: "PromisedSince",
                table: "ReplicationPolicies");

            migrationBuilder.DropColumn(
                name: "CountedUntil",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "HinderedRun",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Hindrance",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Promised",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "PromisedFrom",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "SkippedSince",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Today_AtRiskTicks",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Today_BreachedTicks",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Today_CompliantTicks",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Today_PendingTicks",
                table: "Replicas");
        }
    }
}

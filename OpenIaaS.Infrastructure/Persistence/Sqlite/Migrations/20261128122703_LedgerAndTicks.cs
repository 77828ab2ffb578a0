using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "OfTick",
                table: "ReplicationRuns",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Criticality",
                table: "ReplicationPolicies",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Business");

            migrationBuilder.AddColumn<bool>(
                name: "IsSpreading",
                table: "ReplicationPolicies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "PromisedSince",
                table: "ReplicationPolicies",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "CountedUntil",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HinderedRun",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Hindrance",
                table: "Replicas",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "Promised",
                table: "Replicas",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "PromisedFrom",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SkippedSince",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Today_AtRiskTicks",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_BreachedTicks",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_CompliantTicks",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "Today_PendingTicks",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "FormerReplicas",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Machine = table.Column<string>(type: "TEXT", nullable: false),
                    Policy = table.Column<string>(type: "TEXT", nullable: false),
                    ActivatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    RemovedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerReplicas", x => x.ReplicaId);
                });

            migrationBuilder.CreateTable(
                name: "IntervalChanges",
                columns: table => new
                {
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    After_Count = table.Column<int>(type: "INTEGER", nullable: false),
                    After_Unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Before_Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Before_Unit = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_IntervalChanges", x => new { x.PolicyId, x.At });
                });

            migrationBuilder.CreateTable(
                name: "PromiseBreaches",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Detail = table.Column<string>(type: "TEXT", nullable: true),
                    RunBeganAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromiseBreaches", x => new { x.ReplicaId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "ReplicaDays",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PolicyId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PendingTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    CompliantTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    AtRiskTicks = table.Column<long>(type: "INTEGER", nullable: false),
                    BreachedTicks = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplicaDays", x => new { x.ReplicaId, x.Day });
                });

            migrationBuilder.CreateTable(
                name: "SkippedTicks",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SkippedTicks", x => new { x.ReplicaId, x.From });
                });

            migrationBuilder.CreateTable(
                name: "SpaceReturns",
                columns: table => new
                {
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    StorageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false)
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
                name: "IX_ReplicaDays_TenantId_Day_ReplicaId_PendingTicks_CompliantTicks_AtRiskTicks_BreachedTicks",
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

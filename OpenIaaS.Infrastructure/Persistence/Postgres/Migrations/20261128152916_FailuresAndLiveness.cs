using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class FailuresAndLiveness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Segment",
                table: "SimulatedHosts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SilentSince",
                table: "SimulatedHosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Standing",
                table: "SimulatedHosts",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Lives");

            // A host that was cut off before is silent since then.
            migrationBuilder.Sql("UPDATE \"SimulatedHosts\" SET \"SilentSince\" = \"HeartbeatCutAt\", \"Standing\" = 'PathLost' WHERE \"HeartbeatCutAt\" IS NOT NULL");

            migrationBuilder.CreateTable(
                name: "FailedHosts",
                columns: table => new
                {
                    FailureId = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    SilentSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FencedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    FailedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Cause = table.Column<string>(type: "text", nullable: true),
                    ReturnedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FailedHosts", x => new { x.FailureId, x.HostId });
                });

            migrationBuilder.CreateTable(
                name: "LostMachines",
                columns: table => new
                {
                    FailureId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: false),
                    Memory = table.Column<long>(type: "bigint", nullable: false),
                    Priority = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    StartOrder = table.Column<int>(type: "integer", nullable: false),
                    SilentSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DownSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Foreseen = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    ForeseenHost = table.Column<string>(type: "text", nullable: true),
                    ForeseenAfter = table.Column<TimeSpan>(type: "interval", nullable: true),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    SettledAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RunsOn = table.Column<string>(type: "text", nullable: true),
                    Attempts = table.Column<int>(type: "integer", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LostMachines", x => new { x.FailureId, x.MachineId });
                });

            migrationBuilder.CreateTable(
                name: "PoolFailures",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    PoolId = table.Column<Guid>(type: "uuid", nullable: false),
                    Pool = table.Column<string>(type: "text", nullable: false),
                    Zone = table.Column<string>(type: "text", nullable: false),
                    WasEnabled = table.Column<bool>(type: "boolean", nullable: false),
                    SilentSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DetectedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolFailures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RestartAttempts",
                columns: table => new
                {
                    FailureId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    FirstSequence = table.Column<long>(type: "bigint", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    LastSequence = table.Column<long>(type: "bigint", nullable: false),
                    Host = table.Column<string>(type: "text", nullable: true),
                    Succeeded = table.Column<bool>(type: "boolean", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    FirstAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LastEndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RestartAttempts", x => new { x.FailureId, x.MachineId, x.FirstSequence });
                });

            migrationBuilder.CreateIndex(
                name: "IX_FailedHosts_HostId_FailedAt",
                table: "FailedHosts",
                columns: new[] { "HostId", "FailedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_LostMachines_FailureId_State",
                table: "LostMachines",
                columns: new[] { "FailureId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_LostMachines_MachineId_SettledAt",
                table: "LostMachines",
                columns: new[] { "MachineId", "SettledAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PoolFailures_DetectedAt",
                table: "PoolFailures",
                column: "DetectedAt");

            migrationBuilder.CreateIndex(
                name: "IX_PoolFailures_PoolId_DetectedAt",
                table: "PoolFailures",
                columns: new[] { "PoolId", "DetectedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_PoolFailures_TenantId_DetectedAt",
                table: "PoolFailures",
                columns: new[] { "TenantId", "DetectedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FailedHosts");

            migrationBuilder.DropTable(
                name: "LostMachines");

            migrationBuilder.DropTable(
                name: "PoolFailures");

            migrationBuilder.DropTable(
                name: "RestartAttempts");

            migrationBuilder.DropColumn(
                name: "Segment",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "SilentSince",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "Standing",
                table: "SimulatedHosts");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class LastHostsAndRecovery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "CopyOfId",
                table: "VirtualMachines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "CopyRunsSince",
                table: "VirtualMachines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LastHostId",
                table: "VirtualMachines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CoresPerSocket",
                table: "Templates",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "LastHostId",
                table: "SimulatedMachines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SuspendedSince",
                table: "Replicas",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Uses",
                table: "RecoveryPoints",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "GuestSystem",
                table: "DiskImages",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "Failovers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    Machine = table.Column<string>(type: "text", nullable: false),
                    CopyId = table.Column<Guid>(type: "uuid", nullable: false),
                    PointId = table.Column<Guid>(type: "uuid", nullable: true),
                    CapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    OrderedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    LostFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    YieldedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    CleanUpAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Failovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Rehearsals",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    PolicyId = table.Column<Guid>(type: "uuid", nullable: false),
                    Policy = table.Column<string>(type: "text", nullable: false),
                    OrderedBy = table.Column<string>(type: "text", nullable: false),
                    TargetMinutes = table.Column<int>(type: "integer", nullable: true),
                    Machines = table.Column<int>(type: "integer", nullable: false),
                    Passed = table.Column<int>(type: "integer", nullable: false),
                    OrderedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    RecoveredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Rehearsals", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RehearsedMachines",
                columns: table => new
                {
                    RehearsalId = table.Column<Guid>(type: "uuid", nullable: false),
                    Position = table.Column<int>(type: "integer", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    Machine = table.Column<string>(type: "text", nullable: false),
                    StartOrder = table.Column<int>(type: "integer", nullable: false),
                    CopyId = table.Column<Guid>(type: "uuid", nullable: false),
                    HasCopy = table.Column<bool>(type: "boolean", nullable: false),
                    Step = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    PointId = table.Column<Guid>(type: "uuid", nullable: true),
                    CapturedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    BeganAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    StartedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    AnsweredAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExpectedContent = table.Column<long>(type: "bigint", nullable: true),
                    FoundContent = table.Column<long>(type: "bigint", nullable: true),
                    Tries = table.Column<int>(type: "integer", nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RehearsedMachines", x => new { x.RehearsalId, x.Position });
                });

            migrationBuilder.CreateTable(
                name: "ReplicationSuspensions",
                columns: table => new
                {
                    ReplicaId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReplicationSuspensions", x => new { x.ReplicaId, x.From });
                });

            migrationBuilder.CreateIndex(
                name: "IX_Failovers_CleanUpAt",
                table: "Failovers",
                column: "CleanUpAt");

            migrationBuilder.CreateIndex(
                name: "IX_Failovers_CopyId",
                table: "Failovers",
                column: "CopyId");

            migrationBuilder.CreateIndex(
                name: "IX_Failovers_MachineId_EndedAt",
                table: "Failovers",
                columns: new[] { "MachineId", "EndedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Failovers_TenantId_OrderedAt",
                table: "Failovers",
                columns: new[] { "TenantId", "OrderedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Rehearsals_TenantId_OrderedAt",
                table: "Rehearsals",
                columns: new[] { "TenantId", "OrderedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_RehearsedMachines_MachineId",
                table: "RehearsedMachines",
                column: "MachineId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Failovers");

            migrationBuilder.DropTable(
                name: "Rehearsals");

            migrationBuilder.DropTable(
                name: "RehearsedMachines");

            migrationBuilder.DropTable(
                name: "ReplicationSuspensions");

            migrationBuilder.DropColumn(
                name: "CopyOfId",
                table: "VirtualMachines");

            migrationBuilder.DropColumn(
                name: "CopyRunsSince",
                table: "VirtualMachines");

            migrationBuilder.DropColumn(
                name: "LastHostId",
                table: "VirtualMachines");

            migrationBuilder.DropColumn(
                name: "CoresPerSocket",
                table: "Templates");

            migrationBuilder.DropColumn(
                name: "LastHostId",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "SuspendedSince",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Uses",
                table: "RecoveryPoints");

            migrationBuilder.DropColumn(
                name: "GuestSystem",
                table: "DiskImages");
        }
    }
}

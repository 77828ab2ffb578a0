using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class SnapshotsAndDigests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Status",
                table: "Snapshots",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "Ready");

            migrationBuilder.AddColumn<Guid>(
                name: "SnapshotId",
                table: "SimulatedTasks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "FrozenFrom",
                table: "SimulatedMachines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "FrozenUntil",
                table: "SimulatedMachines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Digest",
                table: "RecoveryPoints",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SimulatedVhds",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "uuid", nullable: false),
                    DiskId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    VolumeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Share = table.Column<double>(type: "double precision", nullable: false),
                    TakenAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    DroppedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Debt = table.Column<long>(type: "bigint", nullable: false),
                    Freezes = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimulatedVhds", x => new { x.SnapshotId, x.DiskId });
                });

            migrationBuilder.CreateTable(
                name: "SnapshotDisks",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "uuid", nullable: false),
                    DiskId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    StorageRepositoryId = table.Column<Guid>(type: "uuid", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    CoalescingSince = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ExpectedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Debt = table.Column<long>(type: "bigint", nullable: false),
                    FreezesMachine = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SnapshotDisks", x => new { x.SnapshotId, x.DiskId });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedVhds_MachineId",
                table: "SimulatedVhds",
                column: "MachineId");

            migrationBuilder.CreateIndex(
                name: "IX_SnapshotDisks_ExpectedAt",
                table: "SnapshotDisks",
                column: "ExpectedAt");

            migrationBuilder.CreateIndex(
                name: "IX_SnapshotDisks_MachineId",
                table: "SnapshotDisks",
                column: "MachineId");

            migrationBuilder.CreateIndex(
                name: "IX_SnapshotDisks_StorageRepositoryId",
                table: "SnapshotDisks",
                column: "StorageRepositoryId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SimulatedVhds");

            migrationBuilder.DropTable(
                name: "SnapshotDisks");

            migrationBuilder.DropColumn(
                name: "Status",
                table: "Snapshots");

            migrationBuilder.DropColumn(
                name: "SnapshotId",
                table: "SimulatedTasks");

            migrationBuilder.DropColumn(
                name: "FrozenFrom",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "FrozenUntil",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "RecoveryPoints");
        }
    }
}

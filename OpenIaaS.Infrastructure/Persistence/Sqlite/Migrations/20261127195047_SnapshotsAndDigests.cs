using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "Ready");

            migrationBuilder.AddColumn<Guid>(
                name: "SnapshotId",
                table: "SimulatedTasks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FrozenFrom",
                table: "SimulatedMachines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FrozenUntil",
                table: "SimulatedMachines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Digest",
                table: "RecoveryPoints",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SimulatedVhds",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DiskId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    VolumeId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Share = table.Column<double>(type: "REAL", nullable: false),
                    TakenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    DroppedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Debt = table.Column<long>(type: "INTEGER", nullable: false),
                    Freezes = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimulatedVhds", x => new { x.SnapshotId, x.DiskId });
                });

            migrationBuilder.CreateTable(
                name: "SnapshotDisks",
                columns: table => new
                {
                    SnapshotId = table.Column<Guid>(type: "TEXT", nullable: false),
                    DiskId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    StorageRepositoryId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    CoalescingSince = table.Column<long>(type: "INTEGER", nullable: true),
                    ExpectedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Debt = table.Column<long>(type: "INTEGER", nullable: false),
                    FreezesMachine = table.Column<bool>(type: "INTEGER", nullable: false)
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

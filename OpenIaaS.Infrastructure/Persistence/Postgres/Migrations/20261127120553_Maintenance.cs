using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class Maintenance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "TargetHostId",
                table: "SimulatedTasks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MigratesToId",
                table: "SimulatedMachines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "DisabledAt",
                table: "SimulatedHosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "MaintenanceSince",
                table: "Hosts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks",
                columns: new[] { "TargetHostId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedMachines_MigratesToId",
                table: "SimulatedMachines",
                column: "MigratesToId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks");

            migrationBuilder.DropIndex(
                name: "IX_SimulatedMachines_MigratesToId",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "TargetHostId",
                table: "SimulatedTasks");

            migrationBuilder.DropColumn(
                name: "MigratesToId",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "DisabledAt",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "MaintenanceSince",
                table: "Hosts");
        }
    }
}

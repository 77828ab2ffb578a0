using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class DegradedHardware : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "CanistersHalved",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "HalvedAt",
                table: "SimulatedParts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "HalvedUntil",
                table: "SimulatedParts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LosingSince",
                table: "SimulatedLinks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "LossPercent",
                table: "SimulatedLinks",
                type: "REAL",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<int>(
                name: "FabricsHalved",
                table: "SimulatedHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "HeartbeatCutAt",
                table: "SimulatedHosts",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CanistersHalved",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "HalvedAt",
                table: "SimulatedParts");

            migrationBuilder.DropColumn(
                name: "HalvedUntil",
                table: "SimulatedParts");

            migrationBuilder.DropColumn(
                name: "LosingSince",
                table: "SimulatedLinks");

            migrationBuilder.DropColumn(
                name: "LossPercent",
                table: "SimulatedLinks");

            migrationBuilder.DropColumn(
                name: "FabricsHalved",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "HeartbeatCutAt",
                table: "SimulatedHosts");
        }
    }
}

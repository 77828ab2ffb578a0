using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HalvedAt",
                table: "SimulatedParts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HalvedUntil",
                table: "SimulatedParts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LosingSince",
                table: "SimulatedLinks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "LossPercent",
                table: "SimulatedLinks",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.AddColumn<int>(
                name: "FabricsHalved",
                table: "SimulatedHosts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "HeartbeatCutAt",
                table: "SimulatedHosts",
                type: "timestamp with time zone",
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

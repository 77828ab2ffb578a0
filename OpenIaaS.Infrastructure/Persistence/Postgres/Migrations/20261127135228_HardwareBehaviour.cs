using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class HardwareBehaviour : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "BackAt",
                table: "SimulatedVolumes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "GivenUpBefore",
                table: "SimulatedVolumes",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LostAt",
                table: "SimulatedVolumes",
                type: "timestamp with time zone",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "BackAt",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "GivenUpBefore",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "LostAt",
                table: "SimulatedVolumes");
        }
    }
}

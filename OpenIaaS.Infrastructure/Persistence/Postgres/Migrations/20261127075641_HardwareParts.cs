using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class HardwareParts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Array",
                table: "SimulatedVolumes",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Canisters",
                table: "SimulatedVolumes",
                type: "integer",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<string>(
                name: "Fault",
                table: "SimulatedVolumes",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Filling",
                table: "SimulatedVolumes",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "IsCut",
                table: "SimulatedVolumes",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "Slowness",
                table: "SimulatedVolumes",
                type: "double precision",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "LostAt",
                table: "SimulatedLinks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Slowness",
                table: "SimulatedLinks",
                type: "double precision",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.AddColumn<string>(
                name: "Cause",
                table: "SimulatedHosts",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FabricsUp",
                table: "SimulatedHosts",
                type: "integer",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<bool>(
                name: "IsFaulty",
                table: "SimulatedHosts",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LinkGigabits",
                table: "SimulatedHosts",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            // What is there already keeps its state; its parts are added at the next start.
            migrationBuilder.Sql(
                """
                UPDATE "SimulatedVolumes" SET "IsCut" = NOT "Connected",
                    "Array" = COALESCE((SELECT storage."Array" FROM "StorageRepositories" storage WHERE storage."Id" = "SimulatedVolumes"."Id" AND storage."IsShared"), '');
                """);
            migrationBuilder.Sql(
                """
                UPDATE "SimulatedHosts" SET "IsFaulty" = ("FailedAt" IS NOT NULL AND "RepairedAt" IS NULL),
                    "Cause" = CASE WHEN "FailedAt" IS NOT NULL AND "RepairedAt" IS NULL THEN 'The blade ' || "Name" || ' has no power.' END,
                    "LinkGigabits" = COALESCE((SELECT CASE WHEN host."BladeClassName" = 'ECO' THEN 10 ELSE 25 END FROM "Hosts" host WHERE host."Id" = "SimulatedHosts"."Id"), 25);
                """);

            migrationBuilder.CreateTable(
                name: "SimulatedParts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    ZoneId = table.Column<Guid>(type: "uuid", nullable: false),
                    Group = table.Column<string>(type: "text", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Number = table.Column<int>(type: "integer", nullable: false),
                    Capacity = table.Column<long>(type: "bigint", nullable: true),
                    FailedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RepairedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RebuildFrom = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    RebuiltAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimulatedParts", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedParts_ZoneId_Group",
                table: "SimulatedParts",
                columns: new[] { "ZoneId", "Group" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SimulatedParts");

            migrationBuilder.DropColumn(
                name: "Array",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "Canisters",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "Fault",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "Filling",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "IsCut",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "Slowness",
                table: "SimulatedVolumes");

            migrationBuilder.DropColumn(
                name: "LostAt",
                table: "SimulatedLinks");

            migrationBuilder.DropColumn(
                name: "Slowness",
                table: "SimulatedLinks");

            migrationBuilder.DropColumn(
                name: "Cause",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "FabricsUp",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "IsFaulty",
                table: "SimulatedHosts");

            migrationBuilder.DropColumn(
                name: "LinkGigabits",
                table: "SimulatedHosts");
        }
    }
}

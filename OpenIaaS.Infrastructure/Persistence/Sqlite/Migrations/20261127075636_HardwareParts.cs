using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Canisters",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<string>(
                name: "Fault",
                table: "SimulatedVolumes",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Filling",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "IsCut",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<double>(
                name: "Slowness",
                table: "SimulatedVolumes",
                type: "REAL",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.AddColumn<long>(
                name: "LostAt",
                table: "SimulatedLinks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "Slowness",
                table: "SimulatedLinks",
                type: "REAL",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.AddColumn<string>(
                name: "Cause",
                table: "SimulatedHosts",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "FabricsUp",
                table: "SimulatedHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 2);

            migrationBuilder.AddColumn<bool>(
                name: "IsFaulty",
                table: "SimulatedHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "LinkGigabits",
                table: "SimulatedHosts",
                type: "INTEGER",
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
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    ZoneId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Group = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Capacity = table.Column<long>(type: "INTEGER", nullable: true),
                    FailedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RepairedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    RebuildFrom = table.Column<long>(type: "INTEGER", nullable: true),
                    RebuiltAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
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

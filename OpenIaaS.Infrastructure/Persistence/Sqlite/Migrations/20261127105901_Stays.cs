using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Stays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Threads",
                table: "SimulatedHosts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SimulatedStays",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MachineId = table.Column<Guid>(type: "TEXT", nullable: false),
                    HostId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PoolId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    VirtualCpus = table.Column<int>(type: "INTEGER", nullable: false),
                    Memory = table.Column<long>(type: "INTEGER", nullable: false),
                    HasGuestSystem = table.Column<bool>(type: "INTEGER", nullable: false),
                    DisksJson = table.Column<string>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    UpAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimulatedStays", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedStays_HostId_Until",
                table: "SimulatedStays",
                columns: new[] { "HostId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedStays_MachineId_Until",
                table: "SimulatedStays",
                columns: new[] { "MachineId", "Until" });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedStays_PoolId_Until",
                table: "SimulatedStays",
                columns: new[] { "PoolId", "Until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SimulatedStays");

            migrationBuilder.DropColumn(
                name: "Threads",
                table: "SimulatedHosts");
        }
    }
}

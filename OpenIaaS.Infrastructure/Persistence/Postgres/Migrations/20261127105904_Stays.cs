using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
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
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SimulatedStays",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    MachineId = table.Column<Guid>(type: "uuid", nullable: false),
                    HostId = table.Column<Guid>(type: "uuid", nullable: false),
                    PoolId = table.Column<Guid>(type: "uuid", nullable: false),
                    Key = table.Column<string>(type: "text", nullable: false),
                    VirtualCpus = table.Column<int>(type: "integer", nullable: false),
                    Memory = table.Column<long>(type: "bigint", nullable: false),
                    HasGuestSystem = table.Column<bool>(type: "boolean", nullable: false),
                    DisksJson = table.Column<string>(type: "text", nullable: false),
                    From = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    UpAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
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

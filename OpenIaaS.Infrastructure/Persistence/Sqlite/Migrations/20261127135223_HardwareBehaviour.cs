using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class HardwareBehaviour : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "BackAt",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "GivenUpBefore",
                table: "SimulatedVolumes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "LostAt",
                table: "SimulatedVolumes",
                type: "INTEGER",
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

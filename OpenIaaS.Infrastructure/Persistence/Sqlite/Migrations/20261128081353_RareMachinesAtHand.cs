using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RareMachinesAtHand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_VirtualMachines_Lost",
                table: "VirtualMachines",
                column: "PoolId",
                filter: "\"LostAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_VirtualMachines_Silent",
                table: "VirtualMachines",
                column: "Power",
                filter: "NOT (\"Tools_ManagementAgent\")");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_VirtualMachines_Lost",
                table: "VirtualMachines");

            migrationBuilder.DropIndex(
                name: "IX_VirtualMachines_Silent",
                table: "VirtualMachines");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ConfigDrives : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ConfigDrive",
                table: "VirtualMachines",
                type: "TEXT",
                maxLength: 32,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<string>(
                name: "GuestHostName",
                table: "VirtualMachines",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "ConfigDriveJson",
                table: "SimulatedMachines",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "FirstBootAt",
                table: "SimulatedMachines",
                type: "INTEGER",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "ConfigDrive",
                table: "VirtualMachines");

            migrationBuilder.DropColumn(
                name: "GuestHostName",
                table: "VirtualMachines");

            migrationBuilder.DropColumn(
                name: "ConfigDriveJson",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "FirstBootAt",
                table: "SimulatedMachines");
        }
    }
}

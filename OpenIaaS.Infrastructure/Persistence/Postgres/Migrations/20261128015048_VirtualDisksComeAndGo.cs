using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class VirtualDisksComeAndGo : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterColumn<Guid>(
                name: "MachineId",
                table: "VirtualDisks",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<bool>(
                name: "IsBootable",
                table: "VirtualDisks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "IsConnected",
                table: "VirtualDisks",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsReadOnly",
                table: "VirtualDisks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "MovesToId",
                table: "VirtualDisks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Pending",
                table: "VirtualDisks",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "None");

            migrationBuilder.AddColumn<Guid>(
                name: "DiskId",
                table: "SimulatedTasks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SourceVolumeId",
                table: "SimulatedTasks",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SimulatedLooseDisks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    VolumeId = table.Column<Guid>(type: "uuid", nullable: false),
                    Capacity = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SimulatedLooseDisks", x => x.Id);
                });

            migrationBuilder.Sql("UPDATE \"VirtualDisks\" SET \"IsBootable\" = (\"Position\" = 0);");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SimulatedLooseDisks");

            migrationBuilder.DropColumn(
                name: "IsBootable",
                table: "VirtualDisks");

            migrationBuilder.DropColumn(
                name: "IsConnected",
                table: "VirtualDisks");

            migrationBuilder.DropColumn(
                name: "IsReadOnly",
                table: "VirtualDisks");

            migrationBuilder.DropColumn(
                name: "MovesToId",
                table: "VirtualDisks");

            migrationBuilder.DropColumn(
                name: "Pending",
                table: "VirtualDisks");

            migrationBuilder.DropColumn(
                name: "DiskId",
                table: "SimulatedTasks");

            migrationBuilder.DropColumn(
                name: "SourceVolumeId",
                table: "SimulatedTasks");

            migrationBuilder.AlterColumn<Guid>(
                name: "MachineId",
                table: "VirtualDisks",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class MachinesNetworksAndViews : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_MachineId",
                table: "NetworkAdapters");

            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_TenantId_Address",
                table: "NetworkAdapters");

            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_TenantId_MacAddress",
                table: "NetworkAdapters");

            migrationBuilder.AddColumn<bool>(
                name: "IsClosed",
                table: "VirtualNetworks",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "VirtualNetworks",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "VirtualCpus",
                table: "Snapshots",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "RevertedAt",
                table: "SimulatedMachines",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remark",
                table: "Activities",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BackboneNetworks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    NameKey = table.Column<string>(type: "text", nullable: false),
                    Kind = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    VlanId = table.Column<int>(type: "integer", nullable: true),
                    PublicRange = table.Column<string>(type: "text", nullable: false),
                    IsDeactivated = table.Column<bool>(type: "boolean", nullable: false),
                    OrderedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BackboneNetworks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NetworkShares",
                columns: table => new
                {
                    NetworkId = table.Column<Guid>(type: "uuid", nullable: false),
                    WithTenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NetworkShares", x => new { x.NetworkId, x.WithTenantId });
                });

            migrationBuilder.CreateTable(
                name: "Propagations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    NetworkId = table.Column<Guid>(type: "uuid", nullable: false),
                    PoolId = table.Column<Guid>(type: "uuid", nullable: false),
                    State = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "text", nullable: false),
                    VirtualNetworkId = table.Column<Guid>(type: "uuid", nullable: true),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Propagations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    List = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    HolderId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    NameKey = table.Column<string>(type: "text", nullable: false),
                    Query = table.Column<string>(type: "text", nullable: false),
                    IsDefault = table.Column<bool>(type: "boolean", nullable: false),
                    Author = table.Column<string>(type: "text", nullable: false),
                    CreatedAt = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_VirtualDisks_TenantId_Name",
                table: "VirtualDisks",
                columns: new[] { "TenantId", "Name" });

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_MachineId_Position_Address",
                table: "NetworkAdapters",
                columns: new[] { "MachineId", "Position", "Address" });

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_TenantId_Address_MachineId",
                table: "NetworkAdapters",
                columns: new[] { "TenantId", "Address", "MachineId" });

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_TenantId_MacAddress_MachineId",
                table: "NetworkAdapters",
                columns: new[] { "TenantId", "MacAddress", "MachineId" });

            migrationBuilder.CreateIndex(
                name: "IX_BackboneNetworks_OrganizationId_VlanId",
                table: "BackboneNetworks",
                columns: new[] { "OrganizationId", "VlanId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_BackboneNetworks_TenantId_NameKey",
                table: "BackboneNetworks",
                columns: new[] { "TenantId", "NameKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_NetworkShares_WithTenantId",
                table: "NetworkShares",
                column: "WithTenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Propagations_NetworkId_PoolId",
                table: "Propagations",
                columns: new[] { "NetworkId", "PoolId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Propagations_TenantId",
                table: "Propagations",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_Propagations_VirtualNetworkId",
                table: "Propagations",
                column: "VirtualNetworkId");

            migrationBuilder.CreateIndex(
                name: "IX_SavedViews_TenantId_List_HolderId_NameKey",
                table: "SavedViews",
                columns: new[] { "TenantId", "List", "HolderId", "NameKey" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "BackboneNetworks");

            migrationBuilder.DropTable(
                name: "NetworkShares");

            migrationBuilder.DropTable(
                name: "Propagations");

            migrationBuilder.DropTable(
                name: "SavedViews");

            migrationBuilder.DropIndex(
                name: "IX_VirtualDisks_TenantId_Name",
                table: "VirtualDisks");

            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_MachineId_Position_Address",
                table: "NetworkAdapters");

            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_TenantId_Address_MachineId",
                table: "NetworkAdapters");

            migrationBuilder.DropIndex(
                name: "IX_NetworkAdapters_TenantId_MacAddress_MachineId",
                table: "NetworkAdapters");

            migrationBuilder.DropColumn(
                name: "IsClosed",
                table: "VirtualNetworks");

            migrationBuilder.DropColumn(
                name: "Version",
                table: "VirtualNetworks");

            migrationBuilder.DropColumn(
                name: "VirtualCpus",
                table: "Snapshots");

            migrationBuilder.DropColumn(
                name: "RevertedAt",
                table: "SimulatedMachines");

            migrationBuilder.DropColumn(
                name: "Remark",
                table: "Activities");

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_MachineId",
                table: "NetworkAdapters",
                column: "MachineId");

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_TenantId_Address",
                table: "NetworkAdapters",
                columns: new[] { "TenantId", "Address" });

            migrationBuilder.CreateIndex(
                name: "IX_NetworkAdapters_TenantId_MacAddress",
                table: "NetworkAdapters",
                columns: new[] { "TenantId", "MacAddress" });
        }
    }
}

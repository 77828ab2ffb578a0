using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Version",
                table: "VirtualNetworks",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "VirtualCpus",
                table: "Snapshots",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "RevertedAt",
                table: "SimulatedMachines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Remark",
                table: "Activities",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "BackboneNetworks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    VlanId = table.Column<int>(type: "INTEGER", nullable: true),
                    PublicRange = table.Column<string>(type: "TEXT", nullable: false),
                    IsDeactivated = table.Column<bool>(type: "INTEGER", nullable: false),
                    OrderedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BackboneNetworks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "NetworkShares",
                columns: table => new
                {
                    NetworkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    WithTenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NetworkShares", x => new { x.NetworkId, x.WithTenantId });
                });

            migrationBuilder.CreateTable(
                name: "Propagations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    NetworkId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PoolId = table.Column<Guid>(type: "TEXT", nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    VirtualNetworkId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Propagations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SavedViews",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    TenantId = table.Column<Guid>(type: "TEXT", nullable: false),
                    List = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    HolderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    Query = table.Column<string>(type: "TEXT", nullable: false),
                    IsDefault = table.Column<bool>(type: "INTEGER", nullable: false),
                    Author = table.Column<string>(type: "TEXT", nullable: false),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SavedViews", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_VirtualMachines_List",
                table: "VirtualMachines",
                columns: new[] { "TenantId", "NameKey", "Id", "Power", "Pending", "PoolId", "HostId", "HighAvailability", "GuestSystem", "VirtualCpus", "Memory", "MountedImageId", "Tags" });

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
                name: "IX_VirtualMachines_List",
                table: "VirtualMachines");

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

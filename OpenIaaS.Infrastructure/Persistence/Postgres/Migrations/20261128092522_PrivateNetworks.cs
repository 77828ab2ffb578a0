using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class PrivateNetworks : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PrivateNetworks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    VpcId = table.Column<Guid>(type: "uuid", nullable: false),
                    NetworkId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false),
                    Range = table.Column<string>(type: "text", nullable: false),
                    Gateway = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PrivateNetworks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "StaticAddresses",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    PrivateNetworkId = table.Column<Guid>(type: "uuid", nullable: false),
                    Address = table.Column<string>(type: "text", nullable: false),
                    MacAddress = table.Column<string>(type: "text", nullable: false),
                    Description = table.Column<string>(type: "text", nullable: false),
                    AdapterId = table.Column<Guid>(type: "uuid", nullable: true),
                    IsComing = table.Column<bool>(type: "boolean", nullable: false),
                    Version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaticAddresses", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Vpcs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    TenantId = table.Column<Guid>(type: "uuid", nullable: false),
                    Name = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Vpcs", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PrivateNetworks_NetworkId",
                table: "PrivateNetworks",
                column: "NetworkId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PrivateNetworks_TenantId",
                table: "PrivateNetworks",
                column: "TenantId");

            migrationBuilder.CreateIndex(
                name: "IX_StaticAddresses_AdapterId",
                table: "StaticAddresses",
                column: "AdapterId");

            migrationBuilder.CreateIndex(
                name: "IX_StaticAddresses_PrivateNetworkId_Address",
                table: "StaticAddresses",
                columns: new[] { "PrivateNetworkId", "Address" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaticAddresses_PrivateNetworkId_MacAddress_IsComing",
                table: "StaticAddresses",
                columns: new[] { "PrivateNetworkId", "MacAddress", "IsComing" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_StaticAddresses_TenantId_MacAddress",
                table: "StaticAddresses",
                columns: new[] { "TenantId", "MacAddress" });

            migrationBuilder.CreateIndex(
                name: "IX_Vpcs_TenantId",
                table: "Vpcs",
                column: "TenantId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PrivateNetworks");

            migrationBuilder.DropTable(
                name: "StaticAddresses");

            migrationBuilder.DropTable(
                name: "Vpcs");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class CountsAtHand : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_VirtualDisks_TenantId_StorageRepositoryId",
                table: "VirtualDisks",
                columns: new[] { "TenantId", "StorageRepositoryId" });

            migrationBuilder.CreateIndex(
                name: "IX_BackupAssignments_TenantId_MachineId_PolicyId",
                table: "BackupAssignments",
                columns: new[] { "TenantId", "MachineId", "PolicyId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_VirtualDisks_TenantId_StorageRepositoryId",
                table: "VirtualDisks");

            migrationBuilder.DropIndex(
                name: "IX_BackupAssignments_TenantId_MachineId_PolicyId",
                table: "BackupAssignments");
        }
    }
}

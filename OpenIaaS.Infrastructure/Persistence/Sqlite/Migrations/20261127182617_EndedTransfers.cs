using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class EndedTransfers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SimulatedTasks_LinkId_EndsAt",
                table: "SimulatedTasks");

            migrationBuilder.DropIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks");

            migrationBuilder.DropIndex(
                name: "IX_ReplicationRuns_EndedAt",
                table: "ReplicationRuns");

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks",
                columns: new[] { "TargetHostId", "EndsAt" },
                filter: "\"TargetHostId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedTasks_Work_EndsAt",
                table: "SimulatedTasks",
                columns: new[] { "Work", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplicationRuns_EndedAt_ExpectedAt",
                table: "ReplicationRuns",
                columns: new[] { "EndedAt", "ExpectedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks");

            migrationBuilder.DropIndex(
                name: "IX_SimulatedTasks_Work_EndsAt",
                table: "SimulatedTasks");

            migrationBuilder.DropIndex(
                name: "IX_ReplicationRuns_EndedAt_ExpectedAt",
                table: "ReplicationRuns");

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedTasks_LinkId_EndsAt",
                table: "SimulatedTasks",
                columns: new[] { "LinkId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_SimulatedTasks_TargetHostId_EndsAt",
                table: "SimulatedTasks",
                columns: new[] { "TargetHostId", "EndsAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ReplicationRuns_EndedAt",
                table: "ReplicationRuns",
                column: "EndedAt");
        }
    }
}

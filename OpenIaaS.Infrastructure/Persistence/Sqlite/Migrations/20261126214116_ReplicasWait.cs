using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class ReplicasWait : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Failures",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "FreeSince",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "SkippedTicks",
                table: "Replicas",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "WaitingSince",
                table: "Replicas",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Replicas_WaitingSince",
                table: "Replicas",
                column: "WaitingSince");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Replicas_WaitingSince",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "Failures",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "FreeSince",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "SkippedTicks",
                table: "Replicas");

            migrationBuilder.DropColumn(
                name: "WaitingSince",
                table: "Replicas");
        }
    }
}

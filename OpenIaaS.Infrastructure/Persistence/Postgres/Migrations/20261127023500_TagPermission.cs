using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Postgres.Migrations
{
    /// <summary>Whoever managed machines could change their tags: they keep that under the permission it has now. The tables stay as they are.</summary>
    [DbContext(typeof(PostgresConsoleDbContext))]
    [Migration("20261127023500_TagPermission")]
    public sealed partial class TagPermission : Migration
    {
        static readonly string[] Holding = ["Memberships", "AccessTokens"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Holding)
                migrationBuilder.Sql($"""
                    UPDATE "{table}" SET "Permissions" = array_append("Permissions", 'tag_write')
                    WHERE 'compute_iaas_opensource_management' = ANY("Permissions") AND NOT 'tag_write' = ANY("Permissions")
                    """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Holding)
                migrationBuilder.Sql($"""
                    UPDATE "{table}" SET "Permissions" = array_remove("Permissions", 'tag_write')
                    """);
        }
    }
}

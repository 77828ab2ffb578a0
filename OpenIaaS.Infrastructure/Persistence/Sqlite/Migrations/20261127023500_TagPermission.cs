using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace OpenIaaS.Infrastructure.Persistence.Sqlite.Migrations
{
    /// <summary>Whoever managed machines could change their tags: they keep that under the permission it has now. The tables stay as they are.</summary>
    [DbContext(typeof(SqliteConsoleDbContext))]
    [Migration("20261127023500_TagPermission")]
    public sealed partial class TagPermission : Migration
    {
        static readonly string[] Holding = ["Memberships", "AccessTokens"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Holding)
                migrationBuilder.Sql($"""
                    UPDATE "{table}" SET "Permissions" = json_insert("Permissions", '$[#]', 'tag_write')
                    WHERE 'compute_iaas_opensource_management' IN (SELECT value FROM json_each("Permissions"))
                    AND 'tag_write' NOT IN (SELECT value FROM json_each("Permissions"))
                    """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Holding)
                migrationBuilder.Sql($"""
                    UPDATE "{table}" SET "Permissions" = (SELECT json_group_array(value) FROM json_each("Permissions") WHERE value <> 'tag_write')
                    """);
        }
    }
}

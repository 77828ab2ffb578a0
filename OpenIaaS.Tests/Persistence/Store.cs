namespace OpenIaaS.Tests.Persistence;

/// <summary>Which database an installation has.</summary>
public enum Store
{
    SqliteFile,
    PostgreSql,
}

using Microsoft.Data.Sqlite;
using OpenIaaS.Tests.Architecture.Offenders.Background;
using OpenIaaS.Tests.Architecture.Offenders.Live;
using OpenIaaS.Tests.Architecture.Offenders.Simulation;

namespace OpenIaaS.Tests.Architecture.Offenders.Application;

interface ISignatureOffender
{
    void Take(Machinery machinery);
}

abstract class SignatureOffender : ISignatureOffender
{
    public abstract void Take(Machinery machinery);
}

static class AwaitedOffender
{
    public static async Task<int> CountAsync()
    {
        await Task.Yield();
        return new Machinery().Count;
    }
}

static class LambdaOffender
{
    public static Func<string> Named() => () => Clockwork.Name;
}

static class GenericOffender
{
    public static object Made() => new Dictionary<string, List<Feed>>();
}

static class ProviderOffender
{
    public static string Source() => new SqliteConnectionStringBuilder().DataSource;
}

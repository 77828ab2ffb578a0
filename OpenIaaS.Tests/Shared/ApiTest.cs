namespace OpenIaaS.Tests.Shared;

/// <summary>A test that speaks HTTP to the whole console; each class has one, started once.</summary>
public abstract class ApiTest(ApiTest.Started started) : IClassFixture<ApiTest.Started>
{
    protected ConsoleHost Host { get; } = started.Host;

    /// <summary>The console all tests of a class share.</summary>
    public sealed class Started : IAsyncDisposable
    {
        public ConsoleHost Host { get; } = new();

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }
}

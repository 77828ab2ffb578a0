using OpenIaaS.Tests.Shared;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace OpenIaaS.Tests.Shared;

/// <summary>Whole days on virtual time begin first: begun last, they would be waited for alone, on one core of two.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(".Scenarios.", StringComparison.Ordinal))];
}

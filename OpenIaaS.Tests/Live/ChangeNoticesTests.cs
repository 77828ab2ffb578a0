using System.Text;
using Microsoft.Extensions.Time.Testing;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Live;
using OpenIaaS.Infrastructure.Scenarios;

namespace OpenIaaS.Tests.Live;

public sealed class ChangeNoticesTests
{
    static readonly CountedIds Ids = new(new FakeTimeProvider());

    [Fact]
    public void Another_node_reads_what_was_written_and_its_own_words_are_passed_over()
    {
        var (one, other) = (new ChangeNotices(Ids), new ChangeNotices(Ids));
        Change[] changes = [new(typeof(VirtualMachine), Ids.Next<Tenant>()), new(typeof(Organization), null)];

        var text = Assert.Single(one.Write(changes));

        Assert.Equal(changes, other.Read(text));
        Assert.Empty(one.Read(text));
    }

    [Fact]
    public void Many_changes_go_in_several_notifications_each_below_what_the_database_takes()
    {
        var (one, other) = (new ChangeNotices(Ids), new ChangeNotices(Ids));
        var changes = Enumerable.Range(0, 1000).Select(_ => new Change(typeof(VirtualMachine), Ids.Next<Tenant>())).ToList();

        var texts = one.Write(changes).ToList();

        Assert.True(texts.Count > 1);
        Assert.All(texts, text => Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 7999));
        Assert.Equal(changes, texts.SelectMany(other.Read));
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody")]
    [InlineData("somebody|")]
    [InlineData("somebody|OpenIaaS.Domain.Compute.Unheard,;")]
    [InlineData("somebody|rubbish;|")]
    public void What_cannot_be_read_is_nothing(string text) => Assert.Empty(new ChangeNotices(Ids).Read(text));
}

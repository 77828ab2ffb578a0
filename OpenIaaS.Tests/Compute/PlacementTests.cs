using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute;

public class PlacementTests
{
    static readonly HostRoom Small = Room(1, "host-1", 8);
    static readonly HostRoom Large = Room(2, "host-2", 16);

    [Fact]
    public void Machine_starts_on_the_host_with_the_most_free_memory() => Assert.Equal(Large.Host, Placement.Choose(ByteSize.FromGiB(4), [Small, Large]).Value);

    [Theory]
    [InlineData(HostStatus.Connected, 8, 1)]
    [InlineData(HostStatus.Connected, 9, 2)]
    [InlineData(HostStatus.Maintenance, 1, 2)]
    public void Machine_returns_to_the_host_it_ran_on_last_while_that_takes_it(HostStatus status, long gib, int number) =>
        Assert.Equal(Room(number, "", 0).Host, Placement.Choose(ByteSize.FromGiB(gib), [Small with { Status = status }, Large], Small.Host).Value);

    [Theory]
    [InlineData(HostStatus.Maintenance)]
    [InlineData(HostStatus.Failed)]
    public void Host_that_is_not_connected_is_not_chosen(HostStatus status) =>
        Assert.Equal(Small.Host, Placement.Choose(ByteSize.FromGiB(4), [Small, Large with { Status = status }]).Value);

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "No host has enough memory: the most that one has free is 16 GiB; 16 GiB was asked for.")]
    public void Machine_may_take_all_that_is_free_and_no_more(long extraBytes, string? sentence) =>
        Assert.Equal(sentence, Placement.Choose(ByteSize.FromGiB(16) + new ByteSize(extraBytes), [Small, Large]).Problems.SingleOrDefault()?.Message);

    [Fact]
    public void Pool_without_a_connected_host_says_so() =>
        Assert.Equal("placement.no-host", Assert.Single(Placement.Choose(ByteSize.Zero, [Small with { Status = HostStatus.Failed }]).Problems).Code);

    [Fact]
    public void Of_two_hosts_alike_the_first_by_name_is_taken() =>
        Assert.Equal(Small.Host, Placement.Choose(ByteSize.FromGiB(1), [Large with { Free = Small.Free }, Small]).Value);

    [Theory]
    [InlineData(HostStatus.Connected, 8, null)]
    [InlineData(HostStatus.Connected, 9, "placement.host-full")]
    [InlineData(HostStatus.Maintenance, 1, "placement.not-connected")]
    public void Chosen_host_must_be_connected_and_have_the_room(HostStatus status, long gib, string? code) =>
        Assert.Equal(code, Placement.Check(ByteSize.FromGiB(gib), Small with { Status = status }).Problems.SingleOrDefault()?.Code);

    static HostRoom Room(int number, string name, long gib) => new(new Id<Host>(new Guid(number, 0, 0, new byte[8])), name, HostStatus.Connected, ByteSize.FromGiB(gib));
}

using OpenIaaS.Domain.Compute;

namespace OpenIaaS.Tests.Compute;

public sealed class BootOrderTests
{
    [Fact]
    public void Each_order_is_that_of_its_devices_and_all_there_are_are_named()
    {
        var orders = Enum.GetValues<BootOrder>();
        Assert.Equal(15, orders.Length);
        Assert.All(orders, order => Assert.Equal(order, BootOrders.Of(order.Devices()).Value));
        Assert.All(orders, order => Assert.Equal($"{order}", string.Concat(order.Devices())));
    }

    [Theory]
    [InlineData]
    [InlineData(BootFrom.Disk, BootFrom.Disk)]
    [InlineData(BootFrom.Disk, BootFrom.Dvd, BootFrom.Network, BootFrom.Disk)]
    public void No_device_and_one_twice_are_no_order(params BootFrom[] devices) => Assert.Equal("boot.order", Assert.Single(BootOrders.Of(devices).Problems).Code);
}

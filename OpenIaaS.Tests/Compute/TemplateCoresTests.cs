using OpenIaaS.Domain.Catalog;
using OpenIaaS.Domain.Common;
using OpenIaaS.Infrastructure.Application.Catalog;
using OpenIaaS.Infrastructure.Application.Compute;
using OpenIaaS.Tests.Shared;

namespace OpenIaaS.Tests.Compute;

/// <summary>A template keeps the sockets of the machine it was made of.</summary>
public sealed class TemplateCoresTests
{
    [Theory]
    [InlineData(4, 2)]
    [InlineData(3, 1)]
    public async Task Machine_made_from_a_converted_one_has_its_cores_in_a_socket_where_they_divide_its_vCPUs(int cpus, int cores)
    {
        await using var cloud = await Cloud.CreateAsync();
        var machine = await cloud.AddMachineAsync(shape: it => it.Resize(2, 2, it.Memory));
        var converted = await cloud.CompleteAsync(await cloud.Get<ConvertToTemplate>().SubmitAsync(machine.Id, "", cloud.World.Caller, default));
        var template = Id<Template>.Parse(converted.Outcome!, null);
        Assert.Equal(2, (await cloud.Get<TemplateApiQueries>().FindAsync(template, cloud.World.Caller, default)).Value.CoresPerSocket);
        Assert.Equal(1, (await cloud.Get<TemplateApiQueries>().FindAsync(cloud.World.Debian.Id, cloud.World.Caller, default)).Value.CoresPerSocket);

        await cloud.CompleteAsync(await cloud.Get<CreateVirtualMachine>().SubmitFromTemplateAsync(new(template, "from-it", cpus, machine.Memory, null, [new(null, null)]), cloud.World.Caller, default));

        Assert.Equal((cpus, cores), ((await cloud.MachineAsync("from-it"))!.VirtualCpus, (await cloud.MachineAsync("from-it"))!.CoresPerSocket));
    }
}

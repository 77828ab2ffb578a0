using OpenIaaS.Console.Api;
using OpenIaaS.Console.Identity;
using OpenIaaS.Console.Shared;
using OpenIaaS.Domain.Compute;
using OpenIaaS.Domain.Identity;
using OpenIaaS.Infrastructure.Application.Compute;
using Prometheus;

namespace OpenIaaS.Console.Compute.Metrics;

/// <summary>What hosts and block storage do now, for Prometheus to collect: with a token, or with id and secret of an access token.</summary>
static class PrometheusEndpoints
{
    public static void MapPrometheus(this IEndpointRouteBuilder app) =>
        new ApiGroup(app, BasicAccessToken.Path["/api".Length..], "Metrics").File("/prometheus", Permission.MetricRead, "Metrics of hosts and block storage, to be collected by Prometheus.", CollectAsync);

    static async Task<IResult> CollectAsync(ApiCaller who, MetricsQueries metrics, CancellationToken stop)
    {
        var compute = await metrics.ComputeAsync(UsePeriod.Hour, MetricGrouping.Each, who.Caller, stop);
        if (!compute.Ok) return ProblemResponse.From(compute.Problems);
        var storage = await metrics.StorageAsync(UsePeriod.Hour, MetricGrouping.Each, who.Caller, stop);
        return storage.Ok ? new Collected(Fill(compute.Value, storage.Value)) : ProblemResponse.From(storage.Problems);
    }

    /// <summary>A registry of this one answer: what the next one may see is another tenant's.</summary>
    static CollectorRegistry Fill(ComputeMetrics compute, StorageMetrics storage)
    {
        var registry = global::Prometheus.Metrics.NewCustomRegistry();
        var factory = global::Prometheus.Metrics.WithCustomRegistry(registry);
        factory.CreateGauge("openiaas_virtual_machines", "Virtual machines of the tenant.").Set(compute.Machines);
        factory.CreateGauge("openiaas_virtual_machines_running", "Virtual machines that run.").Set(compute.Running);
        Each(factory, compute.Groups, group => group.Name, "host", [
            ("openiaas_host_threads", "Hardware threads of the host.", group => group.Threads),
            ("openiaas_host_threads_busy", "Hardware threads kept busy, on average over the last step.", group => group.Steps[^1].Threads),
            ("openiaas_host_memory_bytes", "Memory for virtual machines.", group => group.Memory),
            ("openiaas_host_memory_promised_bytes", "Memory promised to virtual machines.", group => group.Steps[^1].Memory),
            ("openiaas_host_network_received_bytes_per_second", "Bytes received from the network a second.", group => group.Steps[^1].ReceivedBytes),
            ("openiaas_host_network_sent_bytes_per_second", "Bytes sent to the network a second.", group => group.Steps[^1].SentBytes),
            ("openiaas_host_storage_operations_per_second", "Reads and writes a second.", group => group.Steps[^1].Operations),
            ("openiaas_host_storage_bytes_per_second", "Bytes read and written a second.", group => group.Steps[^1].Bytes),
        ]);
        Each(factory, storage.Groups, group => group.Name, "storage_repository", [
            ("openiaas_storage_capacity_bytes", "Space of the block storage.", group => group.Capacity.Bytes),
            ("openiaas_storage_used_bytes", "Space taken.", group => group.Used.Bytes),
            ("openiaas_storage_promised_operations_per_second", "Operations its class and size promise a second; 0 where nothing is promised.", group => group.Iops),
            ("openiaas_storage_operations_per_second", "Reads and writes a second, on average over the last step.", group => group.Steps[^1].Operations),
            ("openiaas_storage_bytes_per_second", "Bytes read and written a second.", group => group.Steps[^1].Bytes),
        ]);
        return registry;
    }

    static void Each<T>(MetricFactory factory, IEnumerable<T> groups, Func<T, string> name, string label, (string Name, string Help, Func<T, double> Value)[] gauges)
    {
        foreach (var gauge in gauges)
        {
            var known = factory.CreateGauge(gauge.Name, gauge.Help, label);
            foreach (var group in groups) known.WithLabels(name(group)).Set(gauge.Value(group));
        }
    }

    sealed class Collected(CollectorRegistry registry) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
            return registry.CollectAndExportAsTextAsync(httpContext.Response.Body, httpContext.RequestAborted);
        }
    }
}

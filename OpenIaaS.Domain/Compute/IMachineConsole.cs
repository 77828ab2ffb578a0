using System.IO.Pipelines;
using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Compute;

/// <summary>
/// The screens of running machines. What comes and goes is the remote framebuffer protocol, version 3.8 (RFC 6143), with security type None: whoever
/// asks for it here was let in before. Several may look at one machine; they see the same screen.
/// </summary>
public interface IMachineConsole
{
    /// <summary>Opens the screen of a machine. It stays open over a restart and a move to another host, and ends when the machine is powered off.</summary>
    /// <returns><c>not-found</c>, or <c>console.off</c> when the hypervisor does not run it.</returns>
    Task<Result<ScreenLink>> OpenAsync(Id<VirtualMachine> machine, CancellationToken stop);
}

/// <summary>An open screen. Completing <see cref="Output"/> closes it; when <see cref="Input"/> ends, the other side has closed it.</summary>
/// <param name="Input">What the screen says.</param>
/// <param name="Output">What its viewer says.</param>
public sealed record ScreenLink(PipeReader Input, PipeWriter Output) : IDuplexPipe;

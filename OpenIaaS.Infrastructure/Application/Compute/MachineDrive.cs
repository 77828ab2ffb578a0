namespace OpenIaaS.Infrastructure.Application.Compute;

/// <summary>What a machine's DVD drive holds.</summary>
public enum MachineDrive
{
    /// <summary>Any ISO.</summary>
    Image,

    /// <summary>An ISO of storage that one host alone reaches, which ties the machine to that host.</summary>
    LocalImage,
}

using System.Text.RegularExpressions;

namespace OpenIaaS.Domain.Catalog;

/// <summary>
/// Which operating system a disk image installs, as the label of its volume or else the name of its file tells (own table of what the makers of the
/// common systems write there; Console specification 2.15 filters the catalog by operating system). What matches nothing is unknown: nobody guesses.
/// </summary>
public static partial class InstallMedium
{
    /// <summary>In their order: the first that matches holds, so that a name within another one comes first.</summary>
    static readonly (Regex Pattern, string System)[] Known =
    [
        (Tools(), PublicItem.NoSystem),
        (WindowsServer(), "Windows Server {0}"),
        (WindowsServerLabel(), "Windows Server"),
        (WindowsNumber(), "Windows {0}"),
        (WindowsLabel(), "Windows"),
        (Ubuntu(), "Ubuntu {0}"),
        (Debian(), "Debian {0}"),
        (Alma(), "AlmaLinux {0}"),
        (Rocky(), "Rocky Linux {0}"),
        (CentOsStream(), "CentOS Stream {0}"),
        (CentOs(), "CentOS {0}"),
        (RedHat(), "Red Hat Enterprise Linux {0}"),
        (Oracle(), "Oracle Linux {0}"),
        (Fedora(), "Fedora {0}"),
        (Leap(), "openSUSE Leap {0}"),
        (Tumbleweed(), "openSUSE Tumbleweed"),
        (Suse(), "SUSE Linux Enterprise Server {0}"),
        (Alpine(), "Alpine Linux {0}"),
        (Arch(), "Arch Linux"),
        (FreeBsd(), "FreeBSD {0}"),
        (OpenBsd(), "OpenBSD {0}"),
        (OpnSense(), "OPNsense {0}"),
        (PfSense(), "pfSense"),
    ];

    /// <summary>The system a disk image installs; empty when it is not known, "Other install media" for drivers and agents.</summary>
    /// <param name="label">The identifier of its volume, or empty.</param>
    /// <param name="fileName">The name of its file.</param>
    public static string SystemOf(string label, string fileName) => Find(label) ?? Find(fileName) ?? "";

    static string? Find(string text)
    {
        foreach (var (pattern, system) in Known)
        {
            if (pattern.Match(text) is not { Success: true } found) continue;
            var version = found.Groups["version"].Value.Replace('_', '.').Replace('-', '.');
            return system.Replace("{0}", version, StringComparison.Ordinal).TrimEnd();
        }

        return null;
    }

    const RegexOptions AnyCase = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    /// <summary>What may stand between a name and its version: <c>debian-12</c>, <c>Debian 12</c>, <c>DEBIAN_12</c>.</summary>
    const string Gap = "[ ._-]*";

    [GeneratedRegex("virtio-win|guest[-_ ]?tools|xs-?tools|xenserver-?tools", AnyCase)]
    private static partial Regex Tools();

    [GeneratedRegex($"(windows|win){Gap}((server|srv).*?)?(?<version>20[0-9]{{2}})", AnyCase)]
    private static partial Regex WindowsServer();

    [GeneratedRegex("^SSS_X64FREE?_|server_eval", AnyCase)]
    private static partial Regex WindowsServerLabel();

    [GeneratedRegex($"(windows|(^|[ ._-])win){Gap}(?<version>10|11)(?![0-9])", AnyCase)]
    private static partial Regex WindowsNumber();

    [GeneratedRegex("^CCCOMA_X64|^CPBA_X64", AnyCase)]
    private static partial Regex WindowsLabel();

    [GeneratedRegex($"ubuntu{Gap}(server{Gap})?(?<version>[0-9]{{2}}\\.[0-9]{{2}})?", AnyCase)]
    private static partial Regex Ubuntu();

    [GeneratedRegex($"debian{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex Debian();

    [GeneratedRegex($"alma{Gap}linux{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex Alma();

    [GeneratedRegex($"rocky{Gap}(linux)?{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex Rocky();

    [GeneratedRegex($"centos{Gap}stream{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex CentOsStream();

    [GeneratedRegex($"centos{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex CentOs();

    [GeneratedRegex($"rhel{Gap}(?<version>[0-9]{{1,2}}(?![0-9]))?", AnyCase)]
    private static partial Regex RedHat();

    [GeneratedRegex($"(oracle{Gap}linux{Gap}|^OL{Gap})(R|release)?(?<version>[0-9]{{1,2}}(?![0-9]))", AnyCase)]
    private static partial Regex Oracle();

    [GeneratedRegex($"fedora(.*?[ ._-](?<version>[34][0-9])(?![0-9]))?", AnyCase)]
    private static partial Regex Fedora();

    [GeneratedRegex($"opensuse{Gap}leap{Gap}(?<version>[0-9]{{2}}\\.[0-9])?", AnyCase)]
    private static partial Regex Leap();

    [GeneratedRegex("tumbleweed", AnyCase)]
    private static partial Regex Tumbleweed();

    [GeneratedRegex($"(^|[ ._-])(sles?|suse{Gap}linux{Gap}enterprise({Gap}server)?){Gap}(?<version>1[0-9](?![0-9]))", AnyCase)]
    private static partial Regex Suse();

    [GeneratedRegex($"alpine({Gap}(std|standard|virt|extended|linux))*({Gap}(?<version>3\\.[0-9]{{1,2}}))?", AnyCase)]
    private static partial Regex Alpine();

    [GeneratedRegex("^ARCH_2|archlinux", AnyCase)]
    private static partial Regex Arch();

    [GeneratedRegex($"freebsd{Gap}(?<version>1[0-9][._-][0-9])?|^(?<version>1[0-9]_[0-9])_RELEASE_", AnyCase)]
    private static partial Regex FreeBsd();

    [GeneratedRegex($"openbsd{Gap}[a-z/]*{Gap}(?<version>[0-9]\\.[0-9])?", AnyCase)]
    private static partial Regex OpenBsd();

    [GeneratedRegex($"opnsense{Gap}(?<version>[0-9]{{2}}[._][0-9])?", AnyCase)]
    private static partial Regex OpnSense();

    [GeneratedRegex("pfsense", AnyCase)]
    private static partial Regex PfSense();
}

using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Catalog;

/// <content>The public images there are: open-source software on Debian, built for this console, each deployable to every pool.</content>
public sealed partial record MarketplaceItem
{
    const string Publisher = "OpenIaaS Library";
    const string Debian = "Debian 12";

    static readonly Bilingual Community = new(
        "The community of the software; for the deployment itself, file a support request.",
        "La communauté du logiciel ; pour le déploiement lui-même, déposez une demande de support.");

    /// <summary>Every image, by name.</summary>
    public static IReadOnlyList<MarketplaceItem> All { get; } =
    [
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1001"), "File sharing", Publisher, "FS",
            new("Files, calendars and shared documents for a team, reached by a browser.", "Fichiers, agendas et documents partagés pour une équipe, dans un navigateur."),
            new DateOnly(2026, 3, 2), new DateOnly(2026, 11, 3), [MarketplaceCategory.Collaboration, MarketplaceCategory.Web], "29.0", "20261103.1",
            new(
                new("Nextcloud with PHP, a web server and PostgreSQL on one machine. Files lie on a disk of their own.", "Nextcloud avec PHP, un serveur web et PostgreSQL sur une seule machine. Les fichiers se trouvent sur un disque à part."),
                new("Open the address of the machine in a browser and create the administrator. Give your users by cloud-init or from your directory.", "Ouvrez l’adresse de la machine dans un navigateur et créez l’administrateur. Déclarez vos utilisateurs par cloud-init ou depuis votre annuaire."),
                Community, Licence("AGPL-3.0")),
            new(Debian, 4, 2, ByteSize.FromGiB(8), Firmware.Uefi, [Disk("system", 20, 4), Disk("files", 200, 1)], [new("eth0", "front")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1002"), "Firewall and VPN gateway", Publisher, "FW",
            new("Filters between two networks and ends encrypted tunnels.", "Filtre entre deux réseaux et termine des tunnels chiffrés."),
            new DateOnly(2026, 10, 26), new DateOnly(2026, 11, 16), [MarketplaceCategory.Network, MarketplaceCategory.Security], "1.4", "20261116.1",
            new(
                new("nftables and WireGuard with an outer and an inner adapter. Nothing passes until a rule says so.", "nftables et WireGuard avec une carte externe et une carte interne. Rien ne passe avant qu’une règle ne l’autorise."),
                new("Map the outer adapter to the network with internet access and the inner one to your own. Give keys and rules by cloud-init.", "Associez la carte externe au réseau qui a l’accès internet et l’interne au vôtre. Donnez clés et règles par cloud-init."),
                Community, Licence("GPL-2.0")),
            new(Debian, 2, 1, ByteSize.FromGiB(2), Firmware.Uefi, [Disk("system", 10, 2)], [new("eth0", "outer"), new("eth1", "inner")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1003"), "Identity provider", Publisher, "ID",
            new("Single sign-on with OpenID Connect and SAML for your applications.", "Authentification unique par OpenID Connect et SAML pour vos applications."),
            new DateOnly(2026, 5, 18), new DateOnly(2026, 10, 5), [MarketplaceCategory.Security], "25.0", "20261005.2",
            new(
                new("Keycloak with its own PostgreSQL. Sessions and users lie on the system disk.", "Keycloak avec son propre PostgreSQL. Sessions et utilisateurs se trouvent sur le disque système."),
                new("The first sign-in asks for the word that cloud-init set, or that the console of the machine shows once.", "La première connexion demande le mot de passe fixé par cloud-init, ou affiché une fois dans la console de la machine."),
                Community, Licence("Apache-2.0")),
            new(Debian, 2, 2, ByteSize.FromGiB(6), Firmware.Uefi, [Disk("system", 30, 3)], [new("eth0", "front")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1004"), "Kubernetes node", Publisher, "K8",
            new("A single node that runs containers, or joins others.", "Un nœud unique qui exécute des conteneurs, ou en rejoint d’autres."),
            new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 9), [MarketplaceCategory.Containers], "1.31", "20261109.1",
            new(
                new("k3s with containerd. Images and volumes of containers lie on a disk of their own.", "k3s avec containerd. Les images et volumes des conteneurs se trouvent sur un disque à part."),
                new("Deploy one node, then others whose cloud-init names the first one and its token.", "Déployez un nœud, puis d’autres dont le cloud-init nomme le premier et son jeton."),
                Community, Licence("Apache-2.0")),
            new(Debian, 4, 4, ByteSize.FromGiB(16), Firmware.Uefi, [Disk("system", 20, 3), Disk("containers", 100, 1)], [new("eth0", "nodes")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1005"), "Monitoring", Publisher, "MO",
            new("Collects metrics of your machines, keeps them and draws them.", "Collecte les métriques de vos machines, les conserve et les affiche."),
            new DateOnly(2026, 2, 9), new DateOnly(2026, 9, 21), [MarketplaceCategory.Monitoring], "2.54", "20260921.1",
            new(
                new("Prometheus and Grafana. Thirteen months of metrics of some hundred machines fit on the second disk.", "Prometheus et Grafana. Treize mois de métriques d’une centaine de machines tiennent sur le second disque."),
                new("List your machines in the file of targets by cloud-init, and open the address of the machine in a browser.", "Listez vos machines dans le fichier des cibles par cloud-init, et ouvrez l’adresse de la machine dans un navigateur."),
                Community, Licence("Apache-2.0, AGPL-3.0")),
            new(Debian, 2, 2, ByteSize.FromGiB(4), Firmware.Uefi, [Disk("system", 15, 3), Disk("metrics", 80, 1)], [new("eth0", "management")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1006"), "Relational database", Publisher, "DB",
            new("A tuned PostgreSQL with data and write-ahead log on disks of their own.", "Un PostgreSQL réglé, avec données et journal sur des disques à part."),
            new DateOnly(2026, 1, 12), new DateOnly(2026, 11, 13), [MarketplaceCategory.Database], "16.5", "20261113.1",
            new(
                new("PostgreSQL 16 listening on its adapter with TLS, a certificate of its own and a nightly dump.", "PostgreSQL 16 à l’écoute sur sa carte avec TLS, un certificat propre et une sauvegarde logique chaque nuit."),
                new("Set the words of the users by cloud-init. Put data and log on storage whose IOPS are enough for your load.", "Fixez les mots de passe des utilisateurs par cloud-init. Placez données et journal sur un stockage dont les IOPS suffisent à votre charge."),
                Community, Licence("PostgreSQL")),
            new(Debian, 4, 4, ByteSize.FromGiB(16), Firmware.Uefi, [Disk("system", 20, 3), Disk("data", 120, 1), Disk("log", 40, 1)], [new("eth0", "data")])),
        new(
            new Guid("6d5f1b30-52c4-4c8e-9d0a-5b1f0a7c1007"), "Web server and load balancer", Publisher, "LB",
            new("Ends TLS and shares requests among your web machines.", "Termine TLS et répartit les requêtes entre vos machines web."),
            new DateOnly(2025, 11, 24), new DateOnly(2026, 8, 24), [MarketplaceCategory.Web, MarketplaceCategory.Network], "3.0", "20260824.1",
            new(
                new("HAProxy before nginx, with health checks and certificates that renew themselves.", "HAProxy devant nginx, avec contrôles de santé et certificats qui se renouvellent seuls."),
                new("Name your web machines and your domain by cloud-init; deploy two of them in two zones to survive the loss of one.", "Nommez vos machines web et votre domaine par cloud-init ; déployez-en deux dans deux zones pour survivre à la perte de l’une."),
                Community, Licence("GPL-2.0, BSD-2-Clause")),
            new(Debian, 2, 1, ByteSize.FromGiB(2), Firmware.Uefi, [Disk("system", 10, 2)], [new("eth0", "front"), new("eth1", "back")])),
    ];

    static Bilingual Licence(string licences) => new(
        $"Open-source software under {licences}, without warranty of its authors.", $"Logiciel libre sous {licences}, sans garantie de ses auteurs.");

    static MarketplaceDisk Disk(string name, long gibibytes, long written) => new(name, ByteSize.FromGiB(gibibytes), ByteSize.FromGiB(written));
}

namespace OpenIaaS.Console.Backup;

/// <summary>Names the texts of the backup pages for the localizer.</summary>
public sealed class BackupText;

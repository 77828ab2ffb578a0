using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace OpenIaaS.Bench;

/// <summary>The replicas of the export as a bare reader writes them: what the console is held against.</summary>
static class BareRows
{
    public const string Header = "machine,machine_id,source_zone,source_pool,target_zone,target_pool,target_storage,policy,interval_seconds,status,newest_point_at,newest_point_age_seconds,advertised_bound_exceeded,points,points_retained,size_bytes,replicated_since,running_since,last_run_ended_at,next_run_at,waiting_since,skipped_runs,backed_up,last_problem\r\n";

    public const string Query = """
        SELECT m."Name", m."Id", fz."Name", fp."Name", tz."Name", tp."Name", s."Name", p."Name", p."Interval_Count", p."Interval_Unit", r."LastPointAt", r."LateAt", r."BreachAt",
            (SELECT COUNT(*) FROM "RecoveryPoints" n WHERE n."ReplicaId" = r."Id"), p."Retained", r."Size", r."ActivatedAt", r."RunningSince", r."LastEndedAt", r."NextRunAt", r."WaitingSince", r."SkippedTicks",
            EXISTS (SELECT 1 FROM "BackupAssignments" a WHERE a."MachineId" = m."Id" AND EXISTS (SELECT 1 FROM "BackupPolicies" b WHERE b."Id" = a."PolicyId" AND b."Schedule" <> '')), r."LastProblem"
        FROM "Replicas" r JOIN "VirtualMachines" m ON m."Id" = r."MachineId" JOIN "ReplicationPolicies" p ON p."Id" = r."PolicyId"
            JOIN "Pools" fp ON fp."Id" = m."PoolId" JOIN "AvailabilityZones" fz ON fz."Id" = fp."ZoneId" JOIN "StorageRepositories" s ON s."Id" = p."TargetStorageId"
            JOIN "Pools" tp ON tp."Id" = s."PoolId" JOIN "AvailabilityZones" tz ON tz."Id" = tp."ZoneId"
        WHERE r."TenantId" = (SELECT "TenantId" FROM "Replicas" LIMIT 1)
        ORDER BY m."NameKey", r."Id"
        """;

    public static void Append(StringBuilder text, SqliteDataReader row, DateTimeOffset now)
    {
        Escaped(text, row.GetString(0)).Append(',').Append(row.GetString(1).ToLowerInvariant()).Append(',');
        for (var column = 2; column < 8; column++) Escaped(text, row.GetString(column)).Append(',');
        var minutes = row.GetString(9) == "Minutes";
        text.Append(CultureInfo.InvariantCulture, $"{row.GetInt64(8) * (minutes ? 60 : 3600)},");
        var (newest, late, breach) = (row.IsDBNull(10) ? (DateTimeOffset?)null : At(row.GetInt64(10)), At(row.GetInt64(11)), At(row.GetInt64(12)));
        text.Append(now > breach ? "breached" : now > late ? "at_risk" : newest is null ? "pending" : "compliant").Append(',');
        if (newest is { } point) text.Append(CultureInfo.InvariantCulture, $"{point:yyyy-MM-ddTHH:mm:ssK},{(long)(now - point).TotalSeconds},{(now - point > (minutes ? TimeSpan.FromHours(1) : TimeSpan.FromHours(24)) ? "true" : "false")},");
        else text.Append(",,false,");
        text.Append(CultureInfo.InvariantCulture, $"{row.GetInt64(13)},{row.GetInt64(14)},{row.GetInt64(15)},");
        for (var column = 16; column < 21; column++)
        {
            if (!row.IsDBNull(column)) text.Append(CultureInfo.InvariantCulture, $"{At(row.GetInt64(column)):yyyy-MM-ddTHH:mm:ssK}");
            text.Append(',');
        }

        text.Append(CultureInfo.InvariantCulture, $"{row.GetInt64(21)},{(row.GetInt64(22) == 1 ? "true" : "false")},");
        if (!row.IsDBNull(23)) Escaped(text, row.GetString(23));
        text.Append("\r\n");
    }

    static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    /// <summary>Formula-safe and quoted where it must be, as the console's writer does it.</summary>
    static StringBuilder Escaped(StringBuilder text, string value)
    {
        var isFormula = value.Length > 0 && "=+-@\t\r\n".Contains(value[0], StringComparison.Ordinal);
        var safe = isFormula ? "'" + value : value;
        return isFormula || safe.AsSpan().ContainsAny(",\"\r\n") ? text.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"') : text.Append(safe);
    }
}

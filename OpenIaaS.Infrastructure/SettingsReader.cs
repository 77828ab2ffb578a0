using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OpenIaaS.Infrastructure;

/// <summary>Reads the settings. What cannot be read as what it should be is refused with a sentence, as what is out of its range is.</summary>
static class SettingsReader
{
    public static Settings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Settings.Section);
        List<string> unreadable = [.. Unreadable(section, typeof(Settings))];
        return unreadable.Count == 0
            ? section.Get<Settings>() ?? new Settings()
            : throw new OptionsValidationException(Settings.Section, typeof(Settings), unreadable);
    }

    static IEnumerable<string> Unreadable(IConfigurationSection section, Type settings)
    {
        foreach (var property in settings.GetProperties())
        {
            var given = section.GetSection(property.Name);
            if (property.PropertyType.DeclaringType == typeof(Settings))
                foreach (var sentence in Unreadable(given, property.PropertyType)) yield return sentence;
            else if (!IsReadable(given, property.PropertyType))
                yield return $"{given.Path} must be {Kind(property.PropertyType)}; it is {(given.Value is { Length: > 0 } value ? value : "empty")}.";
        }
    }

    /// <summary>Asks the very conversion that the settings are read with.</summary>
    static bool IsReadable(IConfigurationSection given, Type type)
    {
        try
        {
            _ = given.Get(type);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static string Kind(Type type) =>
        type == typeof(bool) || type == typeof(bool?) ? "true or false"
        : type == typeof(int) ? "a whole number of at most 9 digits"
        : type == typeof(long) ? "a whole number of at most 18 digits"
        : "a number";
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;
using OpenIaaS.Infrastructure.Persistence;

namespace OpenIaaS.Infrastructure.Identity;

/// <summary>Keeps the keys that protect cookies and forms in the database: a restart signs nobody out.</summary>
sealed class KeyRepository(IDbContextFactory<ConsoleDbContext> databases) : IXmlRepository
{
    const string Prefix = "protection/";

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var database = databases.CreateDbContext();
        return [.. database.StoredKeys.Where(key => key.Name.StartsWith(Prefix)).Select(key => key.Value).AsEnumerable().Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var database = databases.CreateDbContext();
        database.StoredKeys.Add(new StoredKey { Name = Prefix + friendlyName, Value = element.ToString(SaveOptions.DisableFormatting) });
        database.SaveChanges();
    }
}

using System.Text.Json;
using OpenIaaS.Domain.Common;
using OpenIaaS.Domain.Storage;

namespace OpenIaaS.Infrastructure.Application.Catalog;

/// <summary>What a disk image is to be called and where it is to lie; kept with the upload of its file as text.</summary>
public sealed record ImagePlan(string Name, string Description, Id<StorageRepository>? Storage)
{
    public string Write() => JsonSerializer.Serialize(this, DomainJson.Options);

    /// <summary>Reads one; null when the text is none.</summary>
    public static ImagePlan? Read(string text)
    {
        try
        {
            return text.Length == 0 ? null : JsonSerializer.Deserialize<ImagePlan>(text, DomainJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

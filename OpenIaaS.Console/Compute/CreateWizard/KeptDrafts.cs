using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.JSInterop;
using OpenIaaS.Domain.Identity;

namespace OpenIaaS.Console.Compute.CreateWizard;

/// <summary>
/// The draft in the person's browser, so that it survives a lost connection and a closed tab. It is encrypted with the console's keys: a cloud config
/// may hold words that nobody else should read.
/// </summary>
public sealed class KeptDrafts(ProtectedLocalStorage storage, TimeProvider clock)
{
    /// <summary>A longer one would not pass the live connection when it is read again; it is not kept, and the window says nothing of it.</summary>
    public const int Longest = 180_000;

    bool keeping;
    bool again;

    /// <summary>Keeps what stands in the form; while one is being kept, the next waits and takes the newest.</summary>
    public async Task KeepAsync(CreateForm form, Caller caller)
    {
        again = true;
        if (keeping) return;
        keeping = true;
        try
        {
            while (again)
            {
                again = false;
                var now = clock.GetUtcNow();
                var text = JsonSerializer.Serialize(new Kept(form.Draft, form.Reached, now), DomainJson.Options);
                form.KeptAt = null;
                if (text.Length > Longest) continue;
                await storage.SetAsync(NameOf(caller), text);
                form.KeptAt = now;
            }
        }
        catch (Exception error) when (IsOfBrowser(error))
        {
            form.KeptAt = null;
        }
        finally
        {
            keeping = false;
        }
    }

    /// <summary>What was kept for this person in this tenant, or null.</summary>
    public async Task<Kept?> FindAsync(Caller caller)
    {
        try
        {
            var found = await storage.GetAsync<string>(NameOf(caller));
            return found is { Success: true, Value: { } text } ? JsonSerializer.Deserialize<Kept>(text, DomainJson.Options) : null;
        }
        catch (Exception error) when (error is CryptographicException or JsonException || IsOfBrowser(error))
        {
            // Of other keys or another version: as if there were none.
            return null;
        }
    }

    /// <summary>Forgets it.</summary>
    public async Task ForgetAsync(Caller caller)
    {
        try
        {
            await storage.DeleteAsync(NameOf(caller));
        }
        catch (Exception error) when (IsOfBrowser(error))
        {
            // The window is gone, or keeps nothing.
        }
    }

    static bool IsOfBrowser(Exception error) => error is JSDisconnectedException or JSException or TaskCanceledException;

    static string NameOf(Caller caller) => $"openiaas-new-machine-{caller.TenantId}-{caller.UserId}";

    public sealed record Kept(MachineDraft Draft, CreateStep Reached, DateTimeOffset At);
}

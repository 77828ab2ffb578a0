using OpenIaaS.Domain.Common;

namespace OpenIaaS.Domain.Identity;

/// <summary>
/// A view of a list kept under a name: search, filters, order, columns and rows a page, as they stand in the list's address. It is held by one
/// person or by the whole tenant; by its link everybody of the tenant opens it, and nobody else (Console specification 1.6; the bounds are our own).
/// </summary>
public sealed partial class SavedView : IOwned, IVersioned
{
    /// <summary>The permission to see the lists, and so to keep views of one's own.</summary>
    public const string Reading = Permission.ComputeRead;

    /// <summary>The permission to keep views for the whole tenant: they stand in everybody's menu.</summary>
    public const string Sharing = Permission.ComputeManagement;

    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 60;

    /// <summary>The longest text of what is shown, in characters: some hundred filters.</summary>
    public const int LongestQuery = 4000;

    /// <summary>The most views of one list that a person keeps.</summary>
    public const int MostOfPerson = 30;

    /// <summary>The most views of one list that a tenant keeps for all.</summary>
    public const int MostOfTenant = 60;

    SavedView() => (Name, NameKey, Query, Author) = ("", "", "", "");

    /// <summary>Keeps a view that has passed <see cref="CheckName"/>, <see cref="CheckQuery"/> and <see cref="CheckRoom"/>.</summary>
    public SavedView(Id<SavedView> id, ViewedList list, bool shared, string name, string query, Caller author, DateTimeOffset now)
        : this()
    {
        (Id, TenantId, List, HolderId, Author, CreatedAt) = (id, author.TenantId, list, HolderOf(author, shared), author.Name, now);
        Rename(name);
        Query = query;
    }

    /// <summary>Its identity, which stands in its link.</summary>
    public Id<SavedView> Id { get; private set; }

    /// <inheritdoc/>
    public Id<Tenant> TenantId { get; private set; }

    /// <summary>The list it shows.</summary>
    public ViewedList List { get; private set; }

    /// <summary>The person it is for; its tenant where it is for all.</summary>
    public Guid HolderId { get; private set; }

    /// <summary>What it is called, unique among the views of its list and holder.</summary>
    public string Name { get; private set; }

    /// <summary>The name in upper case, for comparing without regard to case.</summary>
    public string NameKey { get; private set; }

    /// <summary>What is shown, as in the query of the list's address; empty for the list as it is without any choice.</summary>
    public string Query { get; private set; }

    /// <summary>Whether its list opens with it, for its holder.</summary>
    public bool IsDefault { get; private set; }

    /// <summary>The name of who saved it.</summary>
    public string Author { get; private set; }

    /// <summary>When it was saved, UTC.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <inheritdoc/>
    public int Version { get; private set; } = 1;

    /// <summary>Whether it is for the whole tenant.</summary>
    public bool IsShared => HolderId == TenantId.Value;

    /// <summary>Who holds a view that the caller saves. An engine has no views of its own: its are the tenant's.</summary>
    public static Guid HolderOf(Caller caller, bool shared) => shared || caller.UserId is not { } person ? caller.TenantId.Value : person;

    /// <summary>Gives it a name that was checked.</summary>
    public void Rename(string name) => (Name, NameKey) = (name, name.ToUpperInvariant());

    /// <summary>Lets it show what is shown now, after <see cref="CheckQuery"/>.</summary>
    public void Show(string query) => Query = query;

    /// <summary>Makes it the one its list opens with, or no longer; of the views of one list and holder it is one at the most.</summary>
    public void OpenFirst(bool first) => IsDefault = first;
}

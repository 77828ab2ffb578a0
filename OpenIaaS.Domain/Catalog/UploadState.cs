namespace OpenIaaS.Domain.Catalog;

/// <summary>How far an upload is.</summary>
public enum UploadState
{
    /// <summary>Parts of the file are missing: it goes on where it ended.</summary>
    Receiving,

    /// <summary>The file is whole and was checked; something can be made of it.</summary>
    Whole,

    /// <summary>Something is being made of it.</summary>
    Taken,
}

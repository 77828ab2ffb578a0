namespace OpenIaaS.Console.Shared;

/// <summary>Where a column's cell goes when a row becomes a card, at 640 px and below.</summary>
public enum CardPlace
{
    /// <summary>Not on the card.</summary>
    Hidden,

    /// <summary>Top left: the name, with the card's facts under it.</summary>
    Name,

    /// <summary>Top right.</summary>
    Status,

    /// <summary>Right, second line.</summary>
    Second,

    /// <summary>A line of its own at full width.</summary>
    Wide,
}

namespace Honnan.Web.Endpoints;

/// <summary>What is served, for the page.</summary>
/// <param name="Net">The net's name.</param>
/// <param name="Countries">How many countries it knows.</param>
/// <param name="Methods">How heat maps can be made, the usual way first.</param>
/// <param name="Map">Whether it names a point.</param>
/// <param name="Refuses">Whether it can say that a picture is no street view.</param>
/// <param name="MostBytes">Bytes of a picture, at most.</param>
/// <param name="Play">Where the game's pictures come from: drawn or own.</param>
/// <param name="PlayCountries">The countries that may come in the game.</param>
/// <param name="Notice">Whose work the weights are; null where nobody said.</param>
/// <param name="Report">Where a page about the model's evaluation is; null where there is none.</param>
/// <param name="Atlas">Where a page of the hints that it goes by is; null where there is none.</param>
/// <param name="DrawnModel">Whether the pictures that the service draws itself have a model of their own.</param>
internal sealed record ModelDocument(
    string Net, int Countries, IReadOnlyList<string> Methods, bool Map, bool Refuses, int MostBytes, string Play, IReadOnlyList<string> PlayCountries, string? Notice,
    string? Report, string? Atlas, bool DrawnModel);

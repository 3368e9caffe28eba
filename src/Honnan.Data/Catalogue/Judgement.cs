namespace Honnan.Data.Catalogue;

/// <summary>A judged picture.</summary>
/// <param name="Picture">Its row.</param>
/// <param name="UnreadableCoordinates">What the source has as coordinates, where they are no degrees.</param>
internal sealed record Judgement(CataloguePicture Picture, string? UnreadableCoordinates);

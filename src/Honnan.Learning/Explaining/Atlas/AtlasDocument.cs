namespace Honnan.Learning.Explaining.Atlas;

/// <summary>What <c>atlas --json</c> prints, and the file <c>atlas.json</c>: the page's figures.</summary>
/// <param name="Title">What the atlas is of.</param>
/// <param name="Caution">What is to be said of all of it; left out for nothing.</param>
/// <param name="Page">Where the page is.</param>
/// <param name="Pictures">Pictures that were looked at.</param>
/// <param name="Recognised">Of these, those that were recognised.</param>
/// <param name="Countries">In the page's order.</param>
public sealed record AtlasDocument(string Title, string? Caution, string Page, int Pictures, int Recognised, IReadOnlyList<AtlasDocument.Entry> Countries)
{
    /// <summary>Of countries in their order.</summary>
    public static AtlasDocument Of(string title, string? caution, string page, IReadOnlyList<AtlasCountry> countries) => new(
        title, caution, page, countries.Sum(c => c.Pictures), countries.Sum(c => c.Recognised), [.. countries.Select(Entry.Of)]);

    /// <summary>A country.</summary>
    /// <param name="Country">Its code.</param>
    /// <param name="Pictures">Pictures that were looked at.</param>
    /// <param name="Recognised">Of these, those that were recognised.</param>
    /// <param name="Hints">In the page's order.</param>
    /// <param name="Gallery">The gallery's pictures, the most interpretable first.</param>
    public sealed record Entry(string Country, int Pictures, int Recognised, IReadOnlyList<HintEntry> Hints, IReadOnlyList<TileEntry> Gallery)
    {
        internal static Entry Of(AtlasCountry country) => new(
            country.Country.ToString(),
            country.Pictures,
            country.Recognised,
            [.. country.Hints.Select(h => new HintEntry(h.Words, h.Pictures, h.Own, h.Others, h.Camera, [.. h.CloseUps.Select(c => c.File)]))],
            [.. country.Tiles.Select(t => new TileEntry(t.File, t.Probability, t.Merit))]);
    }

    /// <summary>A hint.</summary>
    /// <param name="Words">Where it is seen and its colours.</param>
    /// <param name="Pictures">Recognised pictures in which it speaks most for the country.</param>
    /// <param name="Own">How many of the country's pictures show something like it.</param>
    /// <param name="Others">The same of the other countries' pictures.</param>
    /// <param name="Camera">The camera's region that it mostly lies in; left out where it is the country's.</param>
    /// <param name="Files">The pictures that the close-ups are cut from.</param>
    public sealed record HintEntry(string Words, int Pictures, ShownShare Own, ShownShare Others, string? Camera, IReadOnlyList<string> Files);

    /// <summary>A picture of a gallery.</summary>
    /// <param name="File">Its file.</param>
    /// <param name="Probability">The country's probability.</param>
    /// <param name="Interpretable">How interpretable it is, in [0, 1].</param>
    public sealed record TileEntry(string File, double Probability, double Interpretable);
}

using Honnan.Data.Curation;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Data.Reports;

/// <summary>
/// Chooses pictures of a source to look at: by the seed alone, from all over the source. Where pictures are stored in
/// blocks of which the first one costs a reading of all, they are taken from a few blocks spread evenly over the source.
/// </summary>
internal static class SourceSample
{
    private const int LeastBlocks = 8;

    /// <summary>Some of the pictures, in the source's order.</summary>
    /// <param name="pictures">Pictures of one source, in its order.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="blockOf">What a picture is read together with (<see cref="PictureStore.BlockOf"/>).</param>
    /// <param name="seed">Decides which.</param>
    public static SelectedPicture[] Of(IReadOnlyList<SelectedPicture> pictures, int most, Func<PictureAddress, object?> blockOf, long seed)
    {
        SelectedPicture[][] blocks = [.. pictures.GroupBy(p => blockOf(p.Address) ?? "").Select(block => block.ToArray())];
        int count = Math.Min(blocks.Length, Math.Max(LeastBlocks, (most * blocks.Length / Math.Max(1, pictures.Count)) + 1));

        // One block of each of as many equal stretches, all at the same drawn place in their stretch.
        double at = Chance.Of(seed, Chance.Purpose.Order, 0).NextDouble();
        SelectedPicture[][] chosen = [.. Enumerable.Range(0, count).Select(i => blocks[(int)((i + at) * blocks.Length / count)])];
        var taken = chosen
            .SelectMany(block => block.OrderBy(p => SeededOrder.Key(seed, "report", $"{p.Address.Source}/{p.Address.File}")).Index())
            .OrderBy(ranked => ranked.Index) // the first of each block, then the second
            .Take(most)
            .Select(ranked => ranked.Item)
            .ToHashSet();
        return [.. pictures.Where(taken.Contains)];
    }
}

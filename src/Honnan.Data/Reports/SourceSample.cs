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
    /// <param name="pictures">Pictures of one source, ascending.</param>
    /// <param name="addressOf">Where a picture's bytes are; asked from several threads.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="blockOf">What a picture is read together with (<see cref="PictureStore.BlockOf"/>).</param>
    /// <param name="seed">Decides which.</param>
    public static int[] Of(int[] pictures, Func<int, PictureAddress> addressOf, int most, Func<PictureAddress, object?> blockOf, long seed)
    {
        int[][] blocks = [.. pictures.GroupBy(p => blockOf(addressOf(p)) ?? "").Select(block => block.ToArray())];
        int count = Math.Min(blocks.Length, Math.Max(LeastBlocks, (int)((long)most * blocks.Length / Math.Max(1, pictures.Length)) + 1));

        // One block of each of as many equal stretches, all at the same drawn place in their stretch.
        double at = Chance.Of(seed, Chance.Purpose.Order, 0).NextDouble();
        int[][] chosen = [.. Enumerable.Range(0, count).Select(i => blocks[(int)((i + at) * blocks.Length / count)])];
        string NameOf(int picture)
        {
            PictureAddress address = addressOf(picture);
            return $"{address.Source}/{address.File}";
        }

        var taken = chosen
            .SelectMany(block => PictureIndices.Ascending([.. block], own => SeededOrder.Keys(seed, "report", own.Length, i => NameOf(own[i]))).Take(most).Index())
            .OrderBy(ranked => ranked.Index) // the first of each block, then the second
            .Take(most)
            .Select(ranked => ranked.Item)
            .ToHashSet();
        return PictureIndices.Where(pictures, taken.Contains);
    }
}

using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// Reduces countries with many pictures to a stated number: first the pictures that show least, as long as their score
/// is in the lowest quantile of all and they are at most half of what goes; then others at random.
/// </summary>
internal static class Thinning
{
    /// <summary>For each picture that goes: why.</summary>
    public static Dictionary<int, DropReason> Find(
        IReadOnlyList<CataloguePicture> pictures, IReadOnlyList<int> candidates, Func<int, float> score, CurationOptions options, long seed)
    {
        var dropped = new Dictionary<int, DropReason>();
        if (options.PerCountry is not { } limit || candidates.Count == 0)
        {
            return dropped;
        }

        float[] scores = [.. candidates.Select(score).Order()];
        int below = (int)(options.LowInformationQuantile * scores.Length);
        foreach (int[] country in candidates.GroupBy(i => pictures[i].Country).Select(group => group.ToArray()))
        {
            int surplus = country.Length - limit;
            if (surplus <= 0)
            {
                continue;
            }

            int[] low = [.. country
                .Where(i => below > 0 && score(i) <= scores[below - 1])
                .OrderBy(score).ThenBy(i => i)
                .Take(surplus / 2)];
            foreach (int i in low)
            {
                dropped[i] = DropReason.LowInformation;
            }

            foreach (int i in country
                .Where(i => !dropped.ContainsKey(i))
                .OrderBy(i => SeededOrder.Key(seed, "thin", $"{pictures[i].Address.Source}/{pictures[i].Address.File}"))
                .Take(surplus - low.Length))
            {
                dropped[i] = DropReason.Random;
            }
        }

        return dropped;
    }
}

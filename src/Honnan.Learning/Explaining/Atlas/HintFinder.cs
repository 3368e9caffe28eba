using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Metrics;
using Honnan.Learning.Models;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Groups the places that speak for a country, and counts in which pictures something like them is seen.</summary>
internal sealed class HintFinder(TrainedModel model, IPictureBytes bytes, JudgedPicture[] pictures, AtlasOptions options)
{
    private const int FewestPlaces = 3; // on the map: fewer are a street, not a hint
    private const int PicturesOfGroup = 5;
    private const double MembersLeftOut = 0.25; // a picture shows a hint that is as like it as three quarters of its members

    /// <summary>Every country's hints.</summary>
    public ILookup<CountryCode, Hint> Find(ILookup<CountryCode, SeenPlace> places, Action<double> progress, CancellationToken stop)
    {
        (CountryCode Country, float[] Middle, SeenPlace[] Members)[] groups = [.. places.SelectMany(Groups)];
        progress(0);
        double[]?[] nearest = FeatureSearch.Nearest(model, bytes, [.. pictures.Select(p => p.Address)], [.. groups.Select(g => g.Middle)], stop);
        progress(0.8);
        return groups
            .Select((group, g) => (group.Country, Hint: Hint(group.Country, group.Middle, group.Members, [.. nearest.Select(n => n?[g])])))
            .OrderBy(h => h.Hint.Camera is not null)
            .ThenByDescending(h => h.Hint.OwnShare - h.Hint.OtherShare)
            .ToLookup(h => h.Country, h => h.Hint);
    }

    private IEnumerable<(CountryCode Country, float[] Middle, SeenPlace[] Members)> Groups(IGrouping<CountryCode, SeenPlace> country)
    {
        SeenPlace[] seen = [.. country];
        int count = Math.Clamp(seen.Length / PicturesOfGroup, 1, options.Hints);
        (int[] groups, float[][] middles) = FeatureGroups.Find([.. seen.Select(s => s.Features)], count, options.Seed);
        return middles
            .Select((middle, g) => (country.Key, middle, Members: seen.Where((_, i) => groups[i] == g).OrderByDescending(s => Likeness(s, middle)).ToArray()))
            .Where(g => g.Members.DistinctBy(m => m.Picture.Group).Count() >= FewestPlaces);
    }

    private Hint Hint(CountryCode country, float[] middle, SeenPlace[] members, double?[] nearest)
    {
        double threshold = Quantile.Of([.. members.Select(m => Likeness(m, middle)).Order()], MembersLeftOut);
        SeenPlace[] shown = [.. members.DistinctBy(m => m.Picture.Group).Take(options.CloseUps)];
        (Picture Picture, string File)[] closeUps =
            [.. shown.Select(m => (CloseUp.Cut(bytes.Read(m.Picture.Address), m.Explanation.Answer.Size, m.X, m.Y), m.Picture.Address.File))];
        var regions = members.GroupBy(m => m.Region).MaxBy(r => r.Count())!;
        return new Hint
        {
            Words = HintWords.Of([.. members.Select(m => m.Y)], [.. closeUps.Select(c => c.Picture)]),
            Pictures = members.Length,
            OwnShare = Share(own: true),
            OtherShare = Share(own: false),
            Camera = regions.Key is { } region && 2 * regions.Count() >= members.Length ? region : null,
            CloseUps = closeUps,
        };

        double Share(bool own)
        {
            double[] likeness = [.. nearest.Where((n, i) => n is not null && (pictures[i].Country == country) == own).Select(n => n!.Value)];
            return likeness.Length == 0 ? 0 : likeness.Count(l => l >= threshold) / (double)likeness.Length;
        }
    }

    private static double Likeness(SeenPlace place, float[] middle) => Directions.Dot(place.Features, middle);
}

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
    private const double MembersLeftOut = 0.5; // a picture shows a hint when a place in it is as like it as half of its members
    private const double Rounding = 1e-4; // of cosines in float32
    private const double TimesElsewhere = 2; // what is nearly as common elsewhere tells nothing

    /// <summary>Every country's hints.</summary>
    public ILookup<CountryCode, Hint> Find(ILookup<CountryCode, SeenPlace> places, Action<double> progress, CancellationToken stop)
    {
        // Features of one net have much in common, whatever they are of: what tells places apart is seen from the mean.
        float[] common = Directions.Mean([.. places.SelectMany(country => country).Select(p => p.Features)]);
        (CountryCode Country, float[] Middle, Member[] Members)[] groups = [.. places.SelectMany(country => Groups(country, common))];
        float[]?[] nearest = FeatureSearch.Nearest(model, bytes, [.. pictures.Select(p => p.Address)], common, [.. groups.Select(g => g.Middle)], share => progress(0.9 * share), stop);
        ILookup<CountryCode, Hint> hints = groups
            .Select((group, g) => (group.Country, Hint: Hint(group.Country, group.Members, [.. nearest.Select(n => n?[g])])))
            .Where(h => h.Hint.Own.Share >= TimesElsewhere * h.Hint.Others.Share)
            .OrderBy(h => h.Hint.Camera is not null)
            .ThenByDescending(h => h.Hint.Own.Share - h.Hint.Others.Share)
            .ToLookup(h => h.Country, h => h.Hint);
        progress(1);
        return hints;
    }

    private IEnumerable<(CountryCode Country, float[] Middle, Member[] Members)> Groups(IGrouping<CountryCode, SeenPlace> country, float[] common)
    {
        SeenPlace[] seen = [.. country];
        float[][] directions = [.. seen.Select(s => Directions.From(common, s.Features))];
        int count = Math.Clamp(seen.Length / PicturesOfGroup, 1, options.Hints);
        (int[] groups, float[][] middles) = FeatureGroups.Find(directions, count, options.Seed);
        return middles
            .Select((middle, g) => (
                country.Key,
                middle,
                Members: seen.Zip(directions, (place, direction) => new Member(place, Directions.Dot(direction, middle))).Where((_, i) => groups[i] == g).OrderByDescending(m => m.Likeness).ToArray()))
            .Where(g => g.Members.DistinctBy(m => m.Place.Picture.Group).Count() >= FewestPlaces);
    }

    private Hint Hint(CountryCode country, Member[] members, float?[] nearest)
    {
        double threshold = Quantile.Of([.. members.Select(m => m.Likeness).Order()], MembersLeftOut) - Rounding;
        SeenPlace[] shown = [.. members.Select(m => m.Place).DistinctBy(p => p.Picture.Group).Take(options.CloseUps)];
        (Picture Picture, string File)[] closeUps =
            [.. shown.Select(m => (CloseUp.Cut(bytes.Read(m.Picture.Address), m.Size, m.X, m.Y), m.Picture.Address.File))];
        string[] regions = [.. members.Select(m => m.Place.Region).OfType<string>()];
        return new Hint
        {
            Words = HintWords.Of([.. members.Select(m => m.Place.Y)], [.. closeUps.Select(c => c.Picture)]),
            Pictures = members.Length,
            Own = Share(own: true),
            Others = Share(own: false),
            Camera = 2 * regions.Length >= members.Length ? regions.CountBy(r => r, StringComparer.Ordinal).MaxBy(r => r.Value).Key : null,
            CloseUps = closeUps,
        };

        ShownShare Share(bool own)
        {
            float[] likeness = [.. nearest.Where((n, i) => n is not null && (pictures[i].Country == country) == own).Select(n => n!.Value)];
            return new ShownShare(likeness.Count(l => l >= threshold), likeness.Length);
        }
    }

    /// <summary>A place of a group.</summary>
    /// <param name="Place">The place.</param>
    /// <param name="Likeness">The cosine of its direction and the group's.</param>
    private sealed record Member(SeenPlace Place, double Likeness);
}

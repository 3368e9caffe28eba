using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Learning.Evaluation.Shortcuts;

namespace Honnan.Learning.Explaining.Audit;

/// <summary>
/// Finds places of the frame at which the maps of one country's pictures peak again and again, and those of other countries
/// of the same source do not: what is part of a scene moves about, what was laid over it stays.
/// </summary>
internal sealed class PiledPlaces(CoveredAnswers covered, IReadOnlyList<CountryCode> countries)
{
    private const int Columns = 12;
    private const int Rows = 8;
    private const int FewestRecognised = 6;
    // To be worth a test: things of a scene pile up too, where most of their kind stand, but never so.
    private const double Share = 0.7;
    private const double TimesOthers = 5;

    /// <summary>What was found, tested by covering it.</summary>
    public IEnumerable<PlaceFinding> Find(IReadOnlyList<AuditedPicture> pictures, Action<double> progress, CancellationToken stop)
    {
        var groups = pictures.Where(p => p.Right).GroupBy(p => (p.Truth, p.Picture.Address.Source)).Where(g => g.Count() >= FewestRecognised).ToList();
        for (int g = 0; g < groups.Count; g++)
        {
            AuditedPicture[] own = [.. groups[g]];
            AuditedPicture[] others = [.. pictures.Where(p => p.Right && p.Truth != groups[g].Key.Truth && p.Picture.Address.Source == groups[g].Key.Source)];
            FrameRectangle piled = Places().MaxBy(p => Peaks(own, p) - Peaks(others, p));
            (double peaks, double peaksOfOthers) = (Peaks(own, piled), Peaks(others, piled));
            if (peaks >= Share && peaks >= TimesOthers * peaksOfOthers)
            {
                FrameRectangle place = Around(piled);
                (int Truth, double[]? Answer)[] without = Answers(own, place, stop), elsewhere = Answers(own, Elsewhere(place), stop);
                (double Without, double Elsewhere)[] pairs = [.. without.Zip(elsewhere, (w, e) => (Probability(w), Probability(e)))];
                yield return new PlaceFinding
                {
                    Country = countries[groups[g].Key.Truth].ToString(),
                    Source = groups[g].Key.Source,
                    Place = place,
                    Recognised = own.Length,
                    Peaks = peaks,
                    PeaksOfOthers = peaksOfOthers,
                    LeftCovered = without.Average(IsRight),
                    LeftElsewhere = elsewhere.Average(IsRight),
                    ProbabilityCovered = pairs.Average(p => p.Without),
                    ProbabilityElsewhere = pairs.Average(p => p.Elsewhere),
                    PValue = SignTest.PValue(pairs.Count(p => p.Without < p.Elsewhere), pairs.Count(p => p.Without > p.Elsewhere)),
                };
            }

            progress((g + 1.0) / groups.Count);
        }
    }

    /// <summary>Three columns and two rows of cells.</summary>
    private static IEnumerable<FrameRectangle> Places() =>
        from row in Enumerable.Range(0, Rows - 1)
        from column in Enumerable.Range(0, Columns - 2)
        select new FrameRectangle(column / (double)Columns, row / (double)Rows, (column + 3.0) / Columns, (row + 2.0) / Rows);

    /// <summary>A cell more on every side: a net's last maps are coarse, and peak beside what they see as often as upon it.</summary>
    private static FrameRectangle Around(FrameRectangle place) => new(
        Math.Max(0, place.Left - (1.0 / Columns)), Math.Max(0, place.Top - (1.0 / Rows)), Math.Min(1, place.Right + (1.0 / Columns)), Math.Min(1, place.Bottom + (1.0 / Rows)));

    private static double Peaks(AuditedPicture[] pictures, FrameRectangle place) => pictures.Length == 0 ? 0
        : pictures.Count(p => p.PeakX >= place.Left && p.PeakX < place.Right && p.PeakY >= place.Top && p.PeakY < place.Bottom) / (double)pictures.Length;

    /// <summary>As large a place in the same rows, as far from it as can be.</summary>
    private static FrameRectangle Elsewhere(FrameRectangle place)
    {
        double width = place.Right - place.Left;
        double left = (place.Left + place.Right) / 2 < 0.5 ? 1 - width : 0;
        return place with { Left = left, Right = left + width };
    }

    private (int Truth, double[]? Answer)[] Answers(AuditedPicture[] own, FrameRectangle place, CancellationToken stop) =>
        [.. own.Zip(covered.Probabilities([.. own.Select(p => p.Picture.Address)], _ => [place], stop), (picture, answer) => (picture.Truth, answer))];

    private static double IsRight((int Truth, double[]? Answer) of) => CoveredAnswers.IsRight(of.Answer, of.Truth) ? 1 : 0;

    private static double Probability((int Truth, double[]? Answer) of) => of.Answer?[of.Truth] ?? 0;
}

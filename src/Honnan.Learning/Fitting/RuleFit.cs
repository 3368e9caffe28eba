using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Fitting;

/// <summary>Fits all rules by which a net's outputs become answers.</summary>
public static class RuleFit
{
    /// <summary>Pictures that the net has learned from are looked at as far as they are needed, at most so many, evenly spread.</summary>
    public const int MostLearned = 1500;

    /// <summary>Held-out pictures that are looked at, at most so many, evenly spread.</summary>
    public const int MostHeld = 3000;

    /// <summary>The rules; without a held-out picture the map alone.</summary>
    /// <param name="learned">Pictures that the net has learned from, with features; at least two.</param>
    /// <param name="held">Pictures that it has not learned from, with features.</param>
    /// <param name="points">Country index and point of every picture that it has learned from and that has one.</param>
    /// <param name="countries">The countries in the model's order.</param>
    /// <param name="kind">Which numbers make probabilities honest.</param>
    /// <param name="score">By what strange pictures are told.</param>
    public static AnswerRules Of(
        IReadOnlyList<ObservedPicture> learned, IReadOnlyList<ObservedPicture> held, IReadOnlyList<(int Country, GeoPoint Point)> points,
        IReadOnlyList<CountryCode> countries, CalibrationKind kind = CalibrationKind.Temperature, RefusalScore score = RefusalFit.Best)
    {
        var space = new Lazy<FeatureSpace>(() => FeatureSpaceFit.Of(learned));
        var map = new AnswerRules { Map = MapFit.Of(points, countries, learned, space) };
        return held.Count == 0 ? map : map with
        {
            Pictures = held.Count,
            Calibration = CalibrationFit.Of(held, kind),
            Refusal = RefusalFit.Of(learned, held, space, score),
        };
    }

    /// <summary>At most <paramref name="most"/> of a list, evenly spread.</summary>
    public static IReadOnlyList<T> Spread<T>(IReadOnlyList<T> all, int most) =>
        all.Count <= most ? all : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];
}

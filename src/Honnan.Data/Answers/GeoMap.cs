using System.Text.Json.Serialization;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;

namespace Honnan.Data.Answers;

/// <summary>
/// From a guessed country to a point: every country is parted into cells, whose probabilities refine the country's by the
/// features, and the point is the one for which the game's score is to be expected highest, a weighted centre of the likely cells.
/// </summary>
public sealed class GeoMap : IValidated
{
    private const int LikelyCells = 48; // of all; the others together seldom have a hundredth
    private const int Steps = 8;

    private UnitVector[]? _places;

    /// <summary>The cells; every country has at least one.</summary>
    public required IReadOnlyList<GeoCell> Cells { get; init; }

    /// <summary>The features' space; null where cells are told by their pictures' number alone.</summary>
    public FeatureSpace? Space { get; init; }

    /// <summary>[cells, axes]: each cell's mean in the space; null without a space.</summary>
    public PackedMatrix? Means { get; init; }

    /// <summary>How much the features count against the cells' numbers of pictures, 0 or more.</summary>
    public double Strength { get; init; }

    /// <summary>Whether the features of views are looked at.</summary>
    [JsonIgnore]
    public bool NeedsFeatures => Strength > 0;

    private UnitVector[] Places => _places ??= [.. Cells.Select(c => UnitVector.Of(c.ToPoint()))];

    /// <summary>
    /// [cells], summing to 1: P(country) · P(cell | country), the latter softmax over the country's cells of
    /// ln(pictures) + strength · (μ · y − |μ|² / 2), which for strength 1 is linear discriminant analysis.
    /// </summary>
    /// <param name="countries">[countries], summing to 1.</param>
    /// <param name="views">At least one; with features, where they are needed.</param>
    public double[] Probabilities(IReadOnlyList<double> countries, IReadOnlyList<ViewOutput> views)
    {
        double[] scores = Scores(views);
        double[] cells = new double[Cells.Count];
        foreach (IGrouping<int, int> country in Enumerable.Range(0, Cells.Count).GroupBy(c => Cells[c].Country))
        {
            int[] own = [.. country];
            double[] shares = Softmax.Of([.. own.Select(c => scores[c])]);
            for (int i = 0; i < own.Length; i++)
            {
                cells[own[i]] = countries[country.Key] * shares[i];
            }
        }

        return cells;
    }

    /// <summary>
    /// The point of the highest expected score: the best of the likely cells, then moved towards the weighted centre of those
    /// around it for as long as that gains.
    /// </summary>
    /// <param name="cells">[cells], summing to 1.</param>
    public GeoPoint Place(double[] cells)
    {
        LikelyCell[] likely = [.. Ranking.Best(cells, LikelyCells).Where(c => cells[c] > 0).Select(c => new LikelyCell(Places[c], Cells[c].RadiusKm, cells[c]))];
        UnitVector best = likely.Select(c => c.Middle).MaxBy(at => likely.Sum(c => c.Expected(at)));
        double score = likely.Sum(c => c.Expected(best));
        for (int step = 0; step < Steps; step++)
        {
            // Weiszfeld's step (1937): where the expected score's slope is 0, the point is this weighted mean.
            UnitVector here = best;
            UnitVector moved = UnitVector.Mean(likely.Select(c => (c.Middle, c.Expected(here) / Math.Max(1, c.Kilometres(here))))) ?? here;
            double gained = likely.Sum(c => c.Expected(moved));
            if (gained <= score)
            {
                break;
            }

            (best, score) = (moved, gained);
        }

        return best.ToPoint();
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Cells.Count == 0 || Cells.Any(c => c.Country < 0 || c.Pictures < 0 || !(double.IsFinite(c.RadiusKm) && c.RadiusKm >= 0) || !GeoPoint.TryFromDegrees(c.Latitude, c.Longitude, out _)))
        {
            yield return "cells must have a country, a number of pictures and a point, and there must be at least one";
        }

        if (!(double.IsFinite(Strength) && Strength >= 0))
        {
            yield return $"strength must be at least 0, not {Strength}";
        }

        if (NeedsFeatures && (Space is null || Means is null || Means.Rows != Cells.Count || Means.Columns != Space.Axes.Rows))
        {
            yield return "means must have a row for each cell and a column for each axis of the space";
        }
    }

    private double[] Scores(IReadOnlyList<ViewOutput> views)
    {
        double[] scores = [.. Cells.Select(c => Math.Log(Math.Max(1, c.Pictures)))];
        if (!NeedsFeatures)
        {
            return scores;
        }

        foreach (ViewOutput view in views)
        {
            float[] y = Space!.Whiten(view.Features);
            for (int c = 0; c < scores.Length; c++)
            {
                ReadOnlySpan<float> mean = Means!.Row(c);
                scores[c] += Strength * (FloatVectors.Dot(mean, y) - (FloatVectors.Dot(mean, mean) / 2)) / views.Count;
            }
        }

        return scores;
    }

    private readonly record struct LikelyCell(UnitVector Middle, double RadiusKm, double Probability)
    {
        /// <summary>To the pictures of the cell, which lie around its middle.</summary>
        public double Kilometres(UnitVector at)
        {
            double middle = Middle.Kilometres(at);
            return Math.Sqrt((middle * middle) + (RadiusKm * RadiusKm));
        }

        public double Expected(UnitVector at) => Probability * GeoScore.Of(Kilometres(at));
    }
}

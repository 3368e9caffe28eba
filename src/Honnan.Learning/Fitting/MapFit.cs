using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Fitting;

/// <summary>
/// Fits the way from a country to a point: cells from all training points, and how the features tell a country's cells apart.
/// Countries without a training point get one cell in their middle.
/// </summary>
public static class MapFit
{
    private const int Folds = 5;
    private const int FewestPlaced = 8;
    private const double PriorPictures = 10; // by which a cell's mean is drawn to its country's

    private static readonly double[] Strengths = [0, 0.05, 0.1, 0.2, 0.4, 0.7, 1];

    /// <summary>The map.</summary>
    /// <param name="points">Country index and point of every training picture that has one.</param>
    /// <param name="countries">The countries in the model's order.</param>
    /// <param name="learned">Training pictures with features, of which those with points count; may be none.</param>
    /// <param name="learnedSpace">The space of <paramref name="learned"/>, asked for where there are enough points.</param>
    public static GeoMap Of(
        IReadOnlyList<(int Country, GeoPoint Point)> points, IReadOnlyList<CountryCode> countries, IReadOnlyList<ObservedPicture> learned, Lazy<FeatureSpace> learnedSpace)
    {
        GeoCell[] cells = [.. Enumerable.Range(0, countries.Count).SelectMany(k => CellsOf(k, points, countries[k]))];
        var plain = new GeoMap { Cells = cells };
        ObservedPicture[] placed = [.. learned.Where(p => p.Point is not null)];
        if (placed.Length < FewestPlaced || cells.GroupBy(c => c.Country).All(c => c.Count() == 1))
        {
            return plain;
        }

        FeatureSpace space = learnedSpace.Value;
        (int Cell, int Fold, float[] Place)[] seen = [.. placed.Select(p => (CellOf(p, cells), Fold(p.Group), Mean(p, space)))];
        double strength = Strengths.MinBy(s => Enumerable.Range(0, Folds).Sum(f =>
            Loss([.. seen.Where(p => p.Fold == f)], cells, Means([.. seen.Where(p => p.Fold != f)], cells, space.Axes.Rows), s)));
        return strength == 0 ? plain : new GeoMap
        {
            Cells = cells,
            Space = space,
            Means = PackedMatrix.Of(cells.Length, space.Axes.Rows, [.. Means(seen, cells, space.Axes.Rows).SelectMany(m => m)]),
            Strength = strength,
        };
    }

    private static IEnumerable<GeoCell> CellsOf(int country, IReadOnlyList<(int Country, GeoPoint Point)> points, CountryCode code)
    {
        GeoPoint[] own = [.. points.Where(p => p.Country == country).Select(p => p.Point)];
        if (own.Length > 0)
        {
            return CellTree.Of(own).Select(cell => CellTree.Cell(country, cell.Select(i => own[i])));
        }

        GeoPoint middle = CountryCentres.Of(code);
        return [new GeoCell { Country = country, Latitude = middle.Latitude, Longitude = middle.Longitude, Pictures = 0 }];
    }

    private static int CellOf(ObservedPicture picture, GeoCell[] cells)
    {
        UnitVector here = UnitVector.Of(picture.Point!.Value);
        return Enumerable.Range(0, cells.Length).Where(c => cells[c].Country == picture.Truth).MinBy(c => here.Kilometres(UnitVector.Of(cells[c].ToPoint())));
    }

    /// <summary>Each cell's mean in the space, drawn towards its country's by the pictures that it lacks.</summary>
    private static float[][] Means((int Cell, int Fold, float[] Place)[] seen, GeoCell[] cells, int axes)
    {
        float[][] sums = [.. cells.Select(_ => new float[axes])];
        int[] counts = new int[cells.Length];
        foreach ((int cell, _, float[] place) in seen)
        {
            Add(sums[cell], place, 1);
            counts[cell]++;
        }

        foreach (IGrouping<int, int> country in Enumerable.Range(0, cells.Length).GroupBy(c => cells[c].Country))
        {
            float[] whole = new float[axes];
            int[] own = [.. country];
            Array.ForEach(own, c => Add(whole, sums[c], 1));
            double pictures = Math.Max(1, own.Sum(c => counts[c]));
            foreach (int c in own)
            {
                Add(sums[c], whole, PriorPictures / pictures);
                Scale(sums[c], 1 / (counts[c] + PriorPictures));
            }
        }

        return sums;
    }

    /// <summary>−Σ ln P(cell | its country).</summary>
    private static double Loss((int Cell, int Fold, float[] Place)[] seen, GeoCell[] cells, float[][] means, double strength)
    {
        ILookup<int, int> own = Enumerable.Range(0, cells.Length).ToLookup(c => cells[c].Country);
        double loss = 0;
        foreach ((int cell, _, float[] place) in seen)
        {
            int[] candidates = [.. own[cells[cell].Country]];
            double[] shares = Softmax.Of([.. candidates.Select(c => Math.Log(Math.Max(1, cells[c].Pictures)) + (strength * Score(means[c], place)))]);
            loss -= Math.Log(Math.Max(1e-300, shares[Array.IndexOf(candidates, cell)]));
        }

        return loss;
    }

    private static double Score(float[] mean, float[] place)
    {
        double score = 0;
        for (int a = 0; a < mean.Length; a++)
        {
            score += mean[a] * (place[a] - (mean[a] / 2));
        }

        return score;
    }

    private static float[] Mean(ObservedPicture picture, FeatureSpace space)
    {
        float[] mean = new float[space.Axes.Rows];
        foreach (ViewOutput view in picture.Views)
        {
            Add(mean, space.Whiten(view.Features), 1.0 / picture.Views.Count);
        }

        return mean;
    }

    // Pictures of one place must not tell their own cell; string.GetHashCode differs from process to process.
    private static int Fold(string group) => group.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter) & 0xFFFFFF) % Folds;

    private static void Add(float[] to, float[] vector, double factor)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] += (float)(factor * vector[i]);
        }
    }

    private static void Scale(float[] vector, double factor)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= (float)factor;
        }
    }
}

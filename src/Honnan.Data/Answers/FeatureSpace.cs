using Honnan.Data.Configuration;

namespace Honnan.Data.Answers;

/// <summary>
/// Features as the training pictures spread them: y = A (x − m), where m is their mean and A's rows are their principal axes,
/// each divided by its deviation, so that y has mean 0 and variance 1 in every direction that is kept.
/// </summary>
public sealed record FeatureSpace : IValidated
{
    /// <summary>m, [1, features].</summary>
    public required PackedMatrix Mean { get; init; }

    /// <summary>A, [axes, features].</summary>
    public required PackedMatrix Axes { get; init; }

    /// <summary>[1, axes]: the deviation along each axis, above 0.</summary>
    public required PackedMatrix Deviations { get; init; }

    /// <summary>[points, axes] in y, such as countries' means or training views; may be none.</summary>
    public required PackedMatrix Points { get; init; }

    /// <summary>[features] → y, [axes].</summary>
    public float[] Whiten(ReadOnlySpan<float> features)
    {
        float[] shifted = Shift(features);
        float[] y = new float[Axes.Rows];
        for (int a = 0; a < y.Length; a++)
        {
            y[a] = FloatVectors.Dot(Axes.Row(a), shifted);
        }

        return y;
    }

    /// <summary>|y|².</summary>
    public double FromCentre(ReadOnlySpan<float> features)
    {
        float[] y = Whiten(features);
        return FloatVectors.Dot(y, y);
    }

    /// <summary>The squared distance of y from its <paramref name="k"/>-th nearest point, from 1.</summary>
    public double FromPoints(ReadOnlySpan<float> features, int k)
    {
        float[] y = Whiten(features);
        float[] nearest = new float[k];
        Array.Fill(nearest, float.PositiveInfinity);
        for (int p = 0; p < Points.Rows; p++)
        {
            float distance = FloatVectors.SquaredDistance(Points.Row(p), y);
            if (distance < nearest[^1])
            {
                int at = Array.FindIndex(nearest, n => distance < n);
                Array.Copy(nearest, at, nearest, at + 1, k - at - 1);
                nearest[at] = distance;
            }
        }

        return nearest[^1];
    }

    /// <summary>|x − m|² less what lies along the axes; 0 or more.</summary>
    public double BesideAxes(ReadOnlySpan<float> features)
    {
        float[] y = Whiten(features);
        float[] shifted = Shift(features);
        double whole = FloatVectors.Dot(shifted, shifted);
        ReadOnlySpan<float> deviations = Deviations.Row(0);
        for (int a = 0; a < y.Length; a++)
        {
            whole -= (double)y[a] * deviations[a] * y[a] * deviations[a];
        }

        return Math.Max(0, whole);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Mean.Rows != 1 || Axes.Columns != Mean.Columns)
        {
            yield return $"mean [{Mean.Rows}, {Mean.Columns}] and axes [{Axes.Rows}, {Axes.Columns}] do not fit together";
        }

        if (Deviations.Rows != 1 || Deviations.Columns != Math.Max(1, Axes.Rows) || Points.Columns != Math.Max(1, Axes.Rows))
        {
            yield return $"deviations [{Deviations.Rows}, {Deviations.Columns}] and points [{Points.Rows}, {Points.Columns}] must have a column for each of the {Axes.Rows} axes";
        }
    }

    private float[] Shift(ReadOnlySpan<float> features)
    {
        float[] shifted = new float[features.Length];
        ReadOnlySpan<float> mean = Mean.Row(0);
        for (int i = 0; i < shifted.Length; i++)
        {
            shifted[i] = features[i] - mean[i];
        }

        return shifted;
    }
}

namespace Honnan.Inference.Quantizing;

/// <summary>How often a tensor's numbers were where, in equal bins from its least to its greatest.</summary>
internal sealed class RangeHistogram
{
    private const int Bins = 2048;
    private const int Trials = 64;

    private readonly long[] _counts = new long[Bins];
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;

    /// <summary>First pass: how far the numbers reach.</summary>
    public void Reach(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            _low = Math.Min(_low, value);
            _high = Math.Max(_high, value);
        }
    }

    /// <summary>Second pass: counts the numbers.</summary>
    public void Count(ReadOnlySpan<float> values)
    {
        double width = Math.Max(_high - _low, 1e-12) / Bins;
        foreach (float value in values)
        {
            _counts[(int)Math.Clamp((value - _low) / width, 0, Bins - 1)]++;
        }
    }

    /// <summary>
    /// The range with the least mean square of what rounding and cutting off change: rare large numbers are cut off where
    /// the finer steps are worth it.
    /// </summary>
    public QuantizedRange Best()
    {
        (QuantizedRange best, double least) = (QuantizedRange.Of(_low, _high), double.PositiveInfinity);
        for (int trial = Trials; trial > Trials / 4; trial--)
        {
            double share = (double)trial / Trials;
            QuantizedRange range = QuantizedRange.Of(_low * share, _high * share);
            double error = Error(range);
            if (error < least)
            {
                (best, least) = (range, error);
            }
        }

        return best;
    }

    private double Error(QuantizedRange range)
    {
        double width = Math.Max(_high - _low, 1e-12) / Bins;
        double sum = 0;
        for (int b = 0; b < Bins; b++)
        {
            if (_counts[b] > 0)
            {
                double value = _low + ((b + 0.5) * width);
                double step = Math.Clamp(Math.Round(value / range.Scale) + range.Zero, 0, 255);
                double off = (range.Scale * (step - range.Zero)) - value;

                // Within a bin numbers differ too; where steps are wider than bins the rounding is all there is.
                sum += _counts[b] * off * off;
            }
        }

        return sum;
    }
}

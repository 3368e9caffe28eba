namespace Honnan.Inference.Quantizing;

/// <summary>How a tensor's numbers are kept in 8 bits: x ≈ scale · (q − zero), q from 0 to 255.</summary>
/// <param name="Scale">Above 0.</param>
/// <param name="Zero">The whole number that stands for 0.</param>
internal readonly record struct QuantizedRange(float Scale, byte Zero)
{
    private const int Steps = 255;

    /// <summary>The range from <paramref name="low"/> to <paramref name="high"/>, widened so that 0 is one of its steps.</summary>
    public static QuantizedRange Of(double low, double high)
    {
        (low, high) = (Math.Min(low, 0), Math.Max(high, 0));
        double scale = Math.Max((high - low) / Steps, 1e-12);
        return new QuantizedRange((float)scale, (byte)Math.Clamp(Math.Round(-low / scale), 0, Steps));
    }
}

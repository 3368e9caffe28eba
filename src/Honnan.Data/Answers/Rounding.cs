namespace Honnan.Data.Answers;

/// <summary>How many digits of an answer are told.</summary>
public static class Rounding
{
    /// <summary>To six decimals: the arithmetic behind a probability is not the same beyond.</summary>
    public static double Probability(double probability) => Math.Round(probability, 6);

    /// <summary>To five decimals, which are a metre, and no model is ever that near.</summary>
    public static double? Degrees(double? degrees) => degrees is { } d ? Math.Round(d, 5) : null;
}

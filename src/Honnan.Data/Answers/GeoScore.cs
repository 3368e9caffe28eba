namespace Honnan.Data.Answers;

/// <summary>
/// What a round of GeoGuessr on the world map gives for a guess: 5000 · exp(−d / 1492.7), d in kilometres (Haas et al. 2024,
/// "PIGEON: Predicting Image Geolocations", who fitted it to the game).
/// </summary>
public static class GeoScore
{
    /// <summary>For a guess that hits.</summary>
    public const double Most = 5000;

    /// <summary>The distance at which the score has fallen to 1/e, in kilometres.</summary>
    public const double Scale = 1492.7;

    /// <summary>The score of an error in kilometres.</summary>
    public static double Of(double kilometres) => Most * Math.Exp(-kilometres / Scale);
}

using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Web.Play;

/// <summary>A place that was guessed, or the true one.</summary>
/// <param name="Country">Its country; null at sea.</param>
/// <param name="Point">Where it is; a country alone stands for its middle.</param>
/// <param name="IsExact">Whether the point itself was meant, not only its country.</param>
internal sealed record GamePlace(CountryCode? Country, GeoPoint Point, bool IsExact)
{
    /// <summary>A country, meant as a whole.</summary>
    public static GamePlace Of(CountryCode country) => new(country, CountryCentres.Of(country), false);

    /// <summary>A point.</summary>
    public static GamePlace Of(GeoPoint point) => new(CountryBorders.At(point), point, true);

    /// <summary>Kilometres to the truth, from a country's middle where it was chosen as a whole: 0 where of the truth the country alone is known, and it is the same.</summary>
    public double Kilometres(GamePlace truth) =>
        !truth.IsExact && Country is { } country && country == truth.Country ? 0 : GreatCircle.Kilometres(Point, truth.Point);

    /// <summary>Points of the game for that distance, 0 to 5000.</summary>
    public static int Points(double kilometres) => (int)Math.Round(GeoScore.Of(kilometres));
}

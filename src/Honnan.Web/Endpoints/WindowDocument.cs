using System.Text.Json.Serialization;
using Honnan.Data.Answers;

namespace Honnan.Web.Endpoints;

/// <summary>What the API says of one window of a panorama.</summary>
/// <param name="Heading">Where its left edge is, in degrees from the panorama's left edge, 0 to 360.</param>
/// <param name="Width">How much of the circle it shows, in degrees.</param>
/// <param name="Top">The likeliest countries in this window alone.</param>
/// <param name="Heatmap">A data URL of a PNG; left out where none was asked for.</param>
internal sealed record WindowDocument(
    double Heading, double Width, IReadOnlyList<CountryGuess> Top, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Heatmap);

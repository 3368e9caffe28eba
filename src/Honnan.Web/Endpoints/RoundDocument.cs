using System.Text.Json.Serialization;
using Honnan.Data.Answers;

namespace Honnan.Web.Endpoints;

/// <summary>What came of a round.</summary>
/// <param name="Truth">The true place.</param>
/// <param name="You">The guess; null where none came in time.</param>
/// <param name="TooLate">Whether a guess came, but after the time was over: it counts nothing.</param>
/// <param name="Net">The net's guess.</param>
/// <param name="Known">Whether the net takes the picture for a street view; null where it cannot tell.</param>
/// <param name="Top">The net's likeliest countries.</param>
/// <param name="Heatmap">What it looked at: a data URL of a PNG. In the answer to the guess alone; it has an address of its own.</param>
internal sealed record RoundDocument(
    PlaceDocument Truth, PlaceDocument? You, bool TooLate, PlaceDocument Net, bool? Known, IReadOnlyList<CountryGuess> Top,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Heatmap = null);

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Honnan.Data.Geography;

namespace Honnan.Data.Answers;

/// <summary>A line of <c>predict --json</c>: what a model says of one picture, or why it cannot.</summary>
/// <param name="File">The picture as it was named.</param>
/// <param name="Country">The likeliest country's code; null where the picture could not be read.</param>
/// <param name="Name">Its name.</param>
/// <param name="Probability">Its probability, in [0, 1].</param>
/// <param name="Top">The likeliest countries, the best first.</param>
/// <param name="Known">Whether the picture is of the kind the model knows; null where the model has no threshold.</param>
/// <param name="Latitude">Of the guessed point in degrees; null where the model has no map.</param>
/// <param name="Longitude">Of the guessed point in degrees; null where the model has no map.</param>
/// <param name="Error">Why the picture could not be read; null where it was.</param>
public record PredictionLine(
    string File, string? Country, string? Name, double? Probability, IReadOnlyList<CountryGuess> Top,
    bool? Known, double? Latitude, double? Longitude, string? Error)
{
    // Nulls are written: who reads the lines can rely on every key.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private GeoPoint? Point { get; init; }

    /// <summary>With <c>--together</c>: what this picture says alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CountryGuess? Alone { get; init; }

    /// <summary>The country in which the point lies, by its code; it may be another than the one that is named. Left out without a point, or where it lies at sea.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? PointCountry => Point is { } point ? CountryBorders.At(point)?.ToString() : null; // who does not ask need not wait for the borders

    /// <summary>With heat maps: the file of the picture with its map, or the map itself as a data URL; otherwise null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Heatmap { get; init; }

    /// <summary>The line of a picture that could not be read.</summary>
    public static PredictionLine Failed(string file, string error) => new(file, null, null, null, [], null, null, null, error);

    /// <summary>The line of a picture's answer.</summary>
    /// <param name="file">The picture as it was named.</param>
    /// <param name="answer">What the model says.</param>
    /// <param name="countries">The model's, in its order.</param>
    /// <param name="top">How many countries are named.</param>
    /// <param name="hungarian">Whether names are Hungarian ones, not English.</param>
    public static PredictionLine Of(string file, Answer answer, IReadOnlyList<CountryCode> countries, int top, bool hungarian)
    {
        CountryGuess[] guesses = Best(answer.Probabilities, countries, top, hungarian);
        return new PredictionLine(file, guesses[0].Country, guesses[0].Name, guesses[0].Probability, guesses, answer.Known, Rounding.Degrees(answer.Point?.Latitude), Rounding.Degrees(answer.Point?.Longitude), null)
        {
            Point = answer.Point,
        };
    }

    /// <summary>The likeliest countries, the best first.</summary>
    /// <param name="probabilities">[countries].</param>
    /// <param name="countries">In the same order.</param>
    /// <param name="top">How many, at most.</param>
    /// <param name="hungarian">Whether names are Hungarian ones, not English.</param>
    public static CountryGuess[] Best(double[] probabilities, IReadOnlyList<CountryCode> countries, int top, bool hungarian) =>
        [.. Ranking.Best(probabilities, top).Select(k => GuessOf(countries[k], probabilities[k], hungarian))];

    /// <summary>One country with its name and probability.</summary>
    public static CountryGuess GuessOf(CountryCode code, double probability, bool hungarian)
    {
        Country country = Countries.Get(code);
        return new CountryGuess(code.ToString(), hungarian ? country.Hungarian : country.English, Rounding.Probability(probability));
    }

    /// <summary>The line itself.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

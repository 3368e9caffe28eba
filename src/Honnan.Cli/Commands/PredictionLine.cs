using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Cli.Commands;

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
internal sealed record PredictionLine(
    string File, string? Country, string? Name, double? Probability, IReadOnlyList<PredictionLine.Guess> Top,
    bool? Known, double? Latitude, double? Longitude, string? Error)
{
    // Nulls are written: who reads the lines can rely on every key.
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>With <c>--together</c>: what this picture says alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guess? Alone { get; init; }

    /// <summary>With <c>--heatmap</c>: the file of the picture with its heat map.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Heatmap { get; init; }

    /// <summary>The line of a picture that could not be read.</summary>
    public static PredictionLine Failed(string file, string error) => new(file, null, null, null, [], null, null, null, error);

    /// <summary>The line of a picture's answer.</summary>
    public static PredictionLine Of(string file, Answer answer, IReadOnlyList<CountryCode> countries, int top, bool hungarian)
    {
        Guess[] guesses = [.. Ranking.Best(answer.Probabilities, top).Select(k => GuessOf(countries[k], answer.Probabilities[k], hungarian))];
        return new PredictionLine(file, guesses[0].Country, guesses[0].Name, guesses[0].Probability, guesses, answer.Known, Rounding.Degrees(answer.Point?.Latitude), Rounding.Degrees(answer.Point?.Longitude), null);
    }

    /// <summary>One country with its name and probability.</summary>
    public static Guess GuessOf(CountryCode code, double probability, bool hungarian)
    {
        Country country = Countries.Get(code);
        return new Guess(code.ToString(), hungarian ? country.Hungarian : country.English, Rounding.Probability(probability));
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A country and how likely it is.</summary>
    internal sealed record Guess(string Country, string Name, double Probability);
}

using System.Text.Json.Serialization;
using Honnan.Data.Configuration;
using Honnan.Data.Files;

namespace Honnan.Data.Answers;

/// <summary>How a net's outputs become answers: fitted once it is trained, on pictures that it has not learned from.</summary>
public sealed record AnswerRules : IValidated
{
    /// <summary>No rule at all: plain softmax, nothing refused, no map.</summary>
    public static readonly AnswerRules None = new();

    private const string FileName = "answers.json";

    /// <summary>Held-out pictures that they were fitted on.</summary>
    public int Pictures { get; init; }

    /// <summary>What makes probabilities honest; null for softmax as it is.</summary>
    public Calibration? Calibration { get; init; }

    /// <summary>Which pictures are not of the known kind; null where none is refused.</summary>
    public RefusalRule? Refusal { get; init; }

    /// <summary>From countries to a point; null where no point is told.</summary>
    public GeoMap? Map { get; init; }

    /// <summary>Whether the features of views are looked at.</summary>
    [JsonIgnore]
    public bool NeedsFeatures => Refusal?.NeedsFeatures == true || Map?.NeedsFeatures == true;

    /// <summary>How many features of a view they look at; null where they look at none.</summary>
    [JsonIgnore]
    public int? Features => Refusal?.Space?.Mean.Columns ?? Map?.Space?.Mean.Columns;

    /// <summary>Where a model's rules are.</summary>
    /// <param name="folder">The model's.</param>
    public static string FileOf(string folder) => Path.Combine(folder, FileName);

    /// <summary>Reads a model's rules; <see cref="None"/> where there are none.</summary>
    /// <param name="folder">The model's.</param>
    /// <param name="countries">Of the model.</param>
    /// <param name="features">The head's inputs.</param>
    /// <exception cref="InputException">They are damaged, or of another model.</exception>
    public static AnswerRules Read(string folder, int countries, int features)
    {
        string path = FileOf(folder);
        AnswerRules rules = File.Exists(path) ? StrictJson.Read<AnswerRules>(path) : None;
        return rules.Fits(countries) && (rules.Features ?? features) == features
            ? rules
            : throw new InputException($"'{path}' is of another model: this one has {countries} countries and {features} features; fit it anew by honnan calibrate");
    }

    /// <summary>Writes the rules into a model's folder.</summary>
    public void Write(string folder) => AtomicFile.WriteText(FileOf(folder), StrictJson.Write(this));

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Pictures < 0)
        {
            yield return $"pictures must be at least 0, not {Pictures}";
        }
    }

    /// <summary>Whether they are of a model with so many countries.</summary>
    public bool Fits(int countries) =>
        Calibration?.Fits(countries) != false
        && (Refusal?.Space?.Mean.Columns ?? Map?.Space?.Mean.Columns) == (Map?.Space?.Mean.Columns ?? Refusal?.Space?.Mean.Columns)
        && (Map is null || Enumerable.Range(0, countries).ToHashSet().SetEquals(Map.Cells.Select(c => c.Country)));
}

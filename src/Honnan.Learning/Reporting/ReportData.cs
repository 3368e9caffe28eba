using System.Text.Json;
using System.Text.Json.Nodes;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Data.Reports;
using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Reporting;

/// <summary>What a report's page draws itself from, as one JSON document without a character that HTML would take for its own.</summary>
internal static class ReportData
{
    // The serializer's default escapes <, > and &, so that no text of a file can end the script element.
    private static readonly JsonSerializerOptions Json = new(StrictJson.Options) { WriteIndented = false, Encoder = null };

    /// <summary>The document.</summary>
    public static string Of(ReportInput input, PictureChoice choice, IReadOnlyDictionary<int, string> thumbnails)
    {
        var data = new JsonObject
        {
            ["title"] = input.Title,
            ["name"] = input.Name,
            ["day"] = input.Day,
            ["model"] = JsonSerializer.SerializeToNode(input.Model, Json),
            ["parameters"] = input.Parameters,
            ["machine"] = JsonSerializer.SerializeToNode(input.Machine, Json),
            ["figures"] = JsonSerializer.SerializeToNode(input.Document, Json),
            ["sureness"] = SurenessWords.Of(input.Document.Top1, input.Document.Calibration.RiskCoverage),
            ["risk"] = Numbers(input.Document.Calibration.RiskCoverage.Curve.SelectMany(p => new[] { p.Coverage, p.Risk }), 4),
            ["countries"] = new JsonArray([.. input.Vocabulary.Select(c => (JsonNode)new JsonArray(c.ToString(), NameOf(c), WorldRegions.RegionOf(c)))]),
            ["order"] = Numbers(WorldRegions.Order(input.Vocabulary)),
            ["clusters"] = Numbers(ConfusionClusters.Order(input.Confusion)),
            ["training"] = input.Training is { } curves ? Curves(curves) : null,
            ["trainingSeconds"] = input.TrainingSeconds,
            ["lists"] = new JsonObject
            {
                ["topLosses"] = Numbers(choice.TopLosses),
                ["surest"] = Numbers(choice.Surest),
                ["farthest"] = Numbers(choice.Farthest),
                ["strangest"] = Numbers(choice.Strangest),
            },
            ["map"] = input.Predictions.Any(p => p.Kilometres is not null) ? WorldMap.Outlines() : null,
        };
        AddPictures(data, input);
        data["thumbnails"] = new JsonObject(thumbnails.Select(t => KeyValuePair.Create($"{t.Key}", (JsonNode?)t.Value)));
        return data.ToJsonString(Json);
    }

    /// <summary>The pictures as columns; a file's folder is named once. Columns are far smaller than an object a picture.</summary>
    private static void AddPictures(JsonObject data, ReportInput input)
    {
        var folders = new Dictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<Prediction> all = input.Predictions;
        (int Folder, string Name)[] files = [.. all.Select(p =>
        {
            string file = $"{p.Source}/{p.File}";
            int cut = file.LastIndexOfAny(['/', '#']) + 1;
            folders.TryAdd(file[..cut], folders.Count);
            return (folders[file[..cut]], file[cut..]);
        })];
        data["folders"] = new JsonArray([.. folders.Keys.Select(f => (JsonNode)f)]);
        data["pictures"] = new JsonObject
        {
            ["folder"] = Numbers(files.Select(f => f.Folder)),
            ["file"] = new JsonArray([.. files.Select(f => (JsonNode)f.Name)]),
            ["truth"] = Numbers(all.Select(p => p.Truth)),
            ["country"] = new JsonArray([.. all.Select(p => (JsonNode?)(p.Truth < 0 ? p.Country.ToString() : null))]),
            ["known"] = Numbers(all.Select(p => p.Known switch { true => 1, false => 0, null => -1 })),
            ["guesses"] = Numbers(all.SelectMany(p => Top(p.Probabilities).Select(k => k))),
            ["shares"] = Numbers(all.SelectMany(p => Top(p.Probabilities).Select(k => p.Probabilities[k])), 3),
            ["truthShare"] = Numbers(all.Select(p => p.Truth < 0 ? 0 : p.Probabilities[p.Truth]), 4),
            ["points"] = new JsonArray([.. all.Select(p => p is { Point: { } there, GuessedPoint: { } guess }
                ? (JsonNode?)Numbers([there.Latitude, there.Longitude, guess.Latitude, guess.Longitude], 2) : null)]),
        };
    }

    private static int[] Top(double[] probabilities)
    {
        int[] best = Data.Answers.Ranking.Best(probabilities, 3);
        return [.. best, .. Enumerable.Repeat(best[^1], 3 - best.Length)];
    }

    private static JsonObject Curves(TrainingCurves curves) => new()
    {
        ["steps"] = Numbers(curves.Steps, 0),
        ["loss"] = Numbers(curves.TrainingLoss, 4),
        ["rate"] = curves.LearningRate is { } rate ? new JsonArray([.. rate.Select(r => (JsonNode)r)]) : null,
        ["validationSteps"] = Numbers(curves.ValidationSteps, 0),
        ["validationLoss"] = Numbers(curves.ValidationLoss, 4),
        ["validationTop1"] = curves.ValidationAccuracy is { } accuracy ? Numbers(accuracy, 4) : null,
    };

    private static string NameOf(CountryCode code) => Countries.Contains(code) ? Countries.Get(code).English : code.ToString();

    private static JsonArray Numbers(IEnumerable<int> values) => new([.. values.Select(v => (JsonNode)v)]);

    private static JsonArray Numbers(IEnumerable<double> values, int digits) => new([.. values.Select(v => (JsonNode)Math.Round(v, digits))]);
}

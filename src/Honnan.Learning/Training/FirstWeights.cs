using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Weights;

namespace Honnan.Learning.Training;

/// <summary>What a net begins with: a file fills its body, the folder of a run gives its head too.</summary>
internal static class FirstWeights
{
    /// <summary>Fills a net that was made at random.</summary>
    /// <param name="net">The experiment's.</param>
    /// <param name="experiment">Names the weights, if any.</param>
    /// <param name="description">The model to be.</param>
    /// <exception cref="InputException">The weights are not this net's, or the run's head is not this experiment's.</exception>
    public static void Load(Net net, Experiment experiment, ModelDescription description)
    {
        if (experiment.Model.Weights is not { } path)
        {
            return;
        }

        if (!Directory.Exists(path))
        {
            using WeightsFile weights = WeightsFile.Open(path);
            NetWeights.LoadBody(net, weights);
            return;
        }

        string file = TrainedModel.WeightsOf(path);
        var former = StrictJson.Read<ModelDescription>(TrainedModel.DescriptionOf(path));
        if (Differences(former, description, experiment.Training).ToArray() is { Length: > 0 } differences)
        {
            throw new InputException($"the model of run '{path}' cannot be gone on with whole: {string.Join("; ", differences)} (for its body alone, with a new head, name '{file}')");
        }

        using WeightsFile whole = WeightsFile.Open(file);
        NetWeights.LoadAll(net, whole);
    }

    /// <summary>What keeps a run's head from being gone on with.</summary>
    private static IEnumerable<string> Differences(ModelDescription former, ModelDescription wanted, TrainingOptions training)
    {
        (string Key, string Former, string Wanted)[] keys =
        [
            ("net", former.Net, wanted.Net),
            ("lastStage", $"{former.LastStage}", $"{wanted.LastStage}"),
            ("features", Word(former.Features), Word(wanted.Features)),
            ("head", $"[{string.Join(", ", former.Head)}]", $"[{string.Join(", ", wanted.Head)}]"),
            ("activation", Word(former.Activation), Word(wanted.Activation)),
        ];
        foreach ((string key, string has, string want) in keys.Where(k => k.Former != k.Wanted))
        {
            yield return $"its {key} is {(has.Length > 0 ? has : "none")}, not {(want.Length > 0 ? want : "none")}";
        }

        if (!former.Countries.SequenceEqual(wanted.Countries, StringComparer.Ordinal))
        {
            yield return $"its {former.Countries.Count} countries are not the selection's {wanted.Countries.Count}";
        }

        if (training.Standardise)
        {
            yield return "with training.standardise the head begins anew";
        }
    }

    private static string Word(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName($"{value}");
}

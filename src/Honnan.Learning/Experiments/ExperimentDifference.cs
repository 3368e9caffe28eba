using System.Text.Json.Nodes;
using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>What two experiments differ in.</summary>
internal static class ExperimentDifference
{
    /// <summary>"training.epochs was 100 and is 2; …", empty where there is no difference; the purpose is not looked at.</summary>
    public static string Of(Experiment begun, Experiment now)
    {
        var differences = new List<string>();
        Compare("", Node(begun), Node(now), differences);
        return string.Join("; ", differences);
    }

    private static JsonObject Node(Experiment experiment)
    {
        JsonObject node = StrictJson.ParseObject(StrictJson.Write(experiment), "experiment");
        node.Remove("purpose");
        return node;
    }

    private static void Compare(string name, JsonNode? begun, JsonNode? now, List<string> differences)
    {
        if (begun is JsonObject first && now is JsonObject second)
        {
            foreach (string key in first.Select(p => p.Key).Union(second.Select(p => p.Key)))
            {
                Compare(name.Length > 0 ? $"{name}.{key}" : key, first[key], second[key], differences);
            }
        }
        else if (!JsonNode.DeepEquals(begun, now))
        {
            differences.Add($"{name} was {Text(begun)} and is {Text(now)}");
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "absent";
}

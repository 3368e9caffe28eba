using System.Text.Json.Nodes;
using Honnan.Data.Configuration;

namespace Honnan.Learning.Experiments;

/// <summary>What two experiments differ in.</summary>
internal static class ExperimentDifference
{
    /// <summary>"training.epochs was 100 and is 2; …", empty where there is no difference; the purpose is not looked at.</summary>
    public static string Of(Experiment begun, Experiment now) => Of(begun, now, (name, before, after) => $"{name} was {before} and is {after}");

    /// <summary>The same in other words.</summary>
    /// <param name="first">The one.</param>
    /// <param name="second">The other.</param>
    /// <param name="told">Says of a value's name, the first's and the second's, that they differ.</param>
    public static string Of(Experiment first, Experiment second, Func<string, string, string, string> told)
    {
        var differences = new List<string>();
        Compare("", Node(first), Node(second), (name, one, other) => differences.Add(told(name, one, other)));
        return string.Join("; ", differences);
    }

    private static JsonObject Node(Experiment experiment)
    {
        JsonObject node = StrictJson.ParseObject(StrictJson.Write(experiment), "experiment");
        node.Remove("purpose");
        return node;
    }

    private static void Compare(string name, JsonNode? begun, JsonNode? now, Action<string, string, string> differs)
    {
        if (begun is JsonObject first && now is JsonObject second)
        {
            foreach (string key in first.Select(p => p.Key).Union(second.Select(p => p.Key)))
            {
                Compare(name.Length > 0 ? $"{name}.{key}" : key, first[key], second[key], differs);
            }
        }
        else if (!JsonNode.DeepEquals(begun, now))
        {
            differs(name, Text(begun), Text(now));
        }
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "absent";
}

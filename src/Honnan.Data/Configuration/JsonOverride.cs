using System.Text.Json;
using System.Text.Json.Nodes;

namespace Honnan.Data.Configuration;

/// <summary>Sets one value in a JSON document by a path: "training.epochs=2".</summary>
internal static class JsonOverride
{
    public static void Apply(JsonObject document, string setting)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new InputException($"'--set {setting}' must be path.to.key=value");
        }

        string[] keys = setting[..equals].Split('.');
        JsonObject parent = document;
        foreach (string key in keys[..^1])
        {
            if (parent[key] is JsonObject child)
            {
                parent = child;
            }
            else if (parent[key] is null)
            {
                var made = new JsonObject();
                parent[key] = made;
                parent = made;
            }
            else
            {
                throw new InputException($"'--set {setting}': '{key}' holds a value, not an object");
            }
        }

        parent[keys[^1]] = Value(setting[(equals + 1)..]);
    }

    private static JsonNode? Value(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text); // a bare word is a string
        }
    }
}

using System.Text;
using System.Text.Json.Nodes;

namespace Honnan.Testing;

/// <summary>
/// The keys of a kind of configuration file as Markdown tables, made of its schema. A page of docs/ has them below the
/// line <see cref="Mark"/>; what stands above is written by hand.
/// </summary>
public static class ConfigurationTables
{
    /// <summary>From this line on a page is made, not written.</summary>
    public const string Mark = "<!-- From here on made of the classes; see docs/building.md. -->";

    /// <summary>The text of a page, and what it should be; written first where <see cref="ConfigurationSchema.WriteVariable"/> says so.</summary>
    public static (string Written, string Wanted) Committed(string page, string schema)
    {
        string path = ProjectFolder.At("docs", page);
        string text = File.ReadAllText(path);
        int mark = text.IndexOf(Mark, StringComparison.Ordinal);
        string wanted = string.Concat(text.AsSpan(0, mark < 0 ? text.Length : mark), Mark, "\n", Of(JsonNode.Parse(schema)!.AsObject()));
        if (Environment.GetEnvironmentVariable(ConfigurationSchema.WriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(path, wanted);
            text = wanted;
        }

        return (text, wanted);
    }

    /// <summary>A table of the document's own keys, and one of each object in it.</summary>
    public static string Of(JsonObject schema)
    {
        var page = new StringBuilder();
        Table(page, "", schema);
        return page.ToString();
    }

    private static void Table(StringBuilder page, string prefix, JsonObject schema)
    {
        JsonObject keys = schema["properties"]!.AsObject();
        string[] required = [.. (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>())];
        if (prefix.Length > 0)
        {
            page.Append($"\n## `{prefix}`\n\n{Text(schema)}\n");
        }

        page.Append("\n| key | default | meaning |\n|---|---|---|\n");
        foreach ((string key, JsonNode? node) in keys)
        {
            JsonObject value = node!.AsObject();
            string standard = required.Contains(key) ? "*required*"
                : value["default"] is JsonObject ? "see below"
                : value["default"] is { } some ? $"`{some.ToJsonString().Trim('"')}`"
                : "none";
            page.Append($"| `{key}` | {standard} | {Text(value)} |\n");
        }

        foreach ((string key, JsonNode? node) in keys)
        {
            JsonObject value = node!.AsObject();
            string path = prefix.Length == 0 ? key : $"{prefix}.{key}";
            if (value["properties"] is not null)
            {
                Table(page, path, value);
            }
            else if (value["items"]?["properties"] is not null)
            {
                Table(page, path + "[]", value["items"]!.AsObject());
            }
        }
    }

    private static string Text(JsonObject schema) => (schema["description"]?.GetValue<string>() ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}

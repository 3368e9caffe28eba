using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Honnan.Data.Configuration;

/// <summary>
/// Reads configurations from JSON: unknown keys, missing required ones and wrong types are errors, all told at once.
/// A configuration is an immutable record with <c>required</c> and defaulted <c>init</c> properties. A document may name
/// its JSON Schema by the key <c>$schema</c>, for editors; docs/schemas has them.
/// </summary>
public static class StrictJson
{
    /// <summary>Camel-case keys, enumerations as camel-case words, numbers only as numbers, nothing unknown.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(), // by default set at the first use, too late for who asks for a schema
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Reads and checks a file, after setting <paramref name="overrides"/> ("training.epochs=2") in it.</summary>
    /// <exception cref="InputException">The file cannot be read or has errors: one line with all of them.</exception>
    public static T Read<T>(string path, IEnumerable<string>? overrides = null)
        where T : class
    {
        if (Directory.Exists(path))
        {
            throw new InputException($"'{path}' is a folder; a JSON file is wanted");
        }

        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{path}': {error.Message}", error);
        }

        return Parse<T>(text, path, overrides);
    }

    /// <summary>Reads and checks a text that came from <paramref name="origin"/>.</summary>
    /// <exception cref="InputException">The text has errors: one line with all of them.</exception>
    public static T Parse<T>(string text, string origin, IEnumerable<string>? overrides = null)
        where T : class
    {
        JsonObject document = ParseObject(text, origin);
        foreach (string setting in overrides ?? [])
        {
            JsonOverride.Apply(document, setting);
        }

        var errors = new List<string>();
        T? value = null;
        try
        {
            JsonShape.Check(typeof(T), document, "", errors);
            if (errors.Count == 0)
            {
                value = document.Deserialize<T>(Options)!;
                JsonShape.Validate(value, "", errors);
            }
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException or ArgumentException)
        {
            throw new InputException($"'{origin}' holds text that is no Unicode, or a value of a wrong kind: {error.Message}", error); // such as "\ud800"
        }

        return errors.Count == 0
            ? value!
            : throw new InputException($"'{origin}': {string.Join("; ", errors)}");
    }

    /// <summary>Parses a text that came from <paramref name="origin"/> as one JSON object, and looks no further into it.</summary>
    /// <exception cref="InputException">It is none, or a key comes twice.</exception>
    public static JsonObject ParseObject(string text, string origin)
    {
        JsonNode? root;
        try
        {
            root = JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new InputException($"'{origin}' is not JSON: {error.Message}", error);
        }

        return root as JsonObject ?? throw new InputException($"'{origin}' must hold one JSON object");
    }

    /// <summary>The resolved configuration as text, with every default written out.</summary>
    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";
}

using System.Text.Json;
using System.Text.Json.Nodes;
using Honnan.Data.Configuration;

namespace Honnan.Data.Sources;

/// <summary>DATA.json: the sources, and which countries are wanted. Resolved, it is also a catalogue's <c>sources.json</c>.</summary>
public sealed record DataFile : IValidated
{
    /// <summary>The sources, in the order in which everything lists them.</summary>
    public required IReadOnlyList<SourceSettings> Sources { get; init; }

    /// <summary>Which countries a model is to know.</summary>
    public required VocabularySettings Vocabulary { get; init; }

    /// <summary>Reads a data file and makes its paths absolute (they are relative to the file).</summary>
    /// <exception cref="InputException">One line with every error: of form, of content, and of folders that are missing.</exception>
    public static DataFile Read(string path)
    {
        string text = ReadText(path);
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        DataFile? file = null;
        var errors = new List<string>();
        try
        {
            file = StrictJson.Parse<DataFile>(text, path);
        }
        catch (InputException error)
        {
            errors.Add(error.Message);
        }

        // Even where the form is wrong the folders are looked for, so that all errors come at once.
        List<string> missing = [.. Missing(text, folder)];
        if (missing.Count > 0 && errors.Count == 0)
        {
            errors.Add($"'{path}': {missing[0]}");
            missing.RemoveAt(0);
        }

        errors.AddRange(missing);
        return errors.Count > 0
            ? throw new InputException(string.Join("; ", errors))
            : file! with { Sources = [.. file.Sources.Select(source => source with { Path = Absolute(folder, source.Path) })] };
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Sources.Count == 0)
        {
            yield return "sources must hold at least one source";
        }

        foreach (string name in Sources.GroupBy(source => source.Name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"sources: two sources are named '{name}'";
        }

        string[] names = [.. Sources.Select(source => source.Name)];
        foreach (string name in (Vocabulary.From ?? []).Where(name => !names.Contains(name, StringComparer.Ordinal)))
        {
            yield return $"vocabulary.from: there is no source '{name}'; it may be {string.Join(", ", names)}";
        }
    }

    private static IEnumerable<string> Missing(string text, string folder)
    {
        if (Parsed(text) is not JsonObject document || document["sources"] is not JsonArray sources)
        {
            yield break;
        }

        for (int i = 0; i < sources.Count; i++)
        {
            if (sources[i] is JsonObject source && Text(source["path"]) is { Length: > 0 } given
                && !given.Contains('\0', StringComparison.Ordinal)
                && Text(source["kind"]) is { } kindName && SourceKinds.Find(kindName) is { } kind)
            {
                string path = Absolute(folder, given);
                if (kind.IsFile ? !File.Exists(path) : !Directory.Exists(path))
                {
                    yield return $"sources[{i}].path: there is no {(kind.IsFile ? "file" : "folder")} '{path}'";
                }
            }
        }
    }

    private static string Absolute(string folder, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(folder, path)));

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException)
        {
            return null; // the strict reader has said so
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{path}': {error.Message}", error);
        }
    }
}

namespace Honnan.Data.Sources;

/// <summary>Every kind of source: a new one is a class and a line here.</summary>
internal static class SourceKinds
{
    private static readonly SourceKind[] All =
    [
        new("parquet", IsFile: false, settings => new ParquetSource(settings)),
        new("folders", IsFile: false, settings => new FolderSource(settings)),
        new("csv", IsFile: true, settings => new CsvLabels(settings.Path)),
        new("jsonl", IsFile: true, settings => new JsonLinesLabels(settings.Path)),
        new("parquet-labels", IsFile: true, settings => new ParquetLabels(settings.Path)),
    ];

    /// <summary>The kinds' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(kind => kind.Name)];

    /// <summary>The kind of a name, or null.</summary>
    public static SourceKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Opens a source; errors name it.</summary>
    public static IPictureSource Open(SourceSettings settings)
    {
        SourceKind kind = Find(settings.Kind) ?? throw new InputException($"source '{settings.Name}': unknown kind '{settings.Kind}'");
        try
        {
            return kind.Open(settings);
        }
        catch (InputException error)
        {
            throw new InputException($"source '{settings.Name}': {error.Message}", error);
        }
    }
}

using ParquetSharp;

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
    public static IPictureSource Open(SourceSettings settings) => Reading(
        settings, () => (Find(settings.Kind) ?? throw new InputException($"unknown kind '{settings.Kind}'")).Open(settings));

    /// <summary>The folder that a source's pictures lie below: its own, or its labels file's.</summary>
    public static string FolderOf(SourceSettings settings) =>
        Find(settings.Kind) is { IsFile: true } ? Path.GetDirectoryName(settings.Path) ?? settings.Path : settings.Path;

    /// <summary>Does something with a source, so that what goes wrong names it.</summary>
    public static T Reading<T>(SourceSettings settings, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InputException error)
        {
            throw new InputException($"source '{settings.Name}': {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new InputException($"source '{settings.Name}': cannot read '{settings.Path}': {OneLine.Of(error)}", error);
        }
    }
}

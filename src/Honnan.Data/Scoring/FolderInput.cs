using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>Every picture below a folder, by its path from there, in order of names; hidden ones and links are passed over.</summary>
internal sealed class FolderInput : ScoreInput
{
    private readonly IFileStore _store;
    private readonly string[] _names;

    private FolderInput(IFileStore store, List<string> names, int tables)
    {
        (_store, _names) = (store, [.. names.Order(StringComparer.Ordinal)]);
        Remark = Told(
            tables == 0 ? null : $"'{store.Place}' holds pictures and {tables} Parquet files; the pictures are scored, the Parquet files are not: name those by themselves",
            store.PassedOver);
    }

    /// <summary>The folder as an input: its pictures, or else the Parquet files in it.</summary>
    /// <exception cref="InputException">It holds neither, or cannot be listed.</exception>
    public static ScoreInput Of(IFileStore store, CancellationToken stop)
    {
        var names = new List<string>();
        var tables = new List<string>();
        foreach (StoredFile file in store.List("", deep: true, stop))
        {
            if (PictureExtensions.Fits(file.Name))
            {
                names.Add(file.Name);
            }
            else if (file.Name.EndsWith(".parquet", StringComparison.OrdinalIgnoreCase))
            {
                tables.Add(file.Name);
            }
        }

        return names.Count > 0 ? new FolderInput(store, names, tables.Count)
            : tables.Count > 0 ? new ParquetInput(store, [.. tables.Order(StringComparer.Ordinal)], stop)
            : throw new InputException(Told($"folder '{store.Place}' holds no picture ({PictureExtensions.Listed}) and no .parquet file", store.PassedOver)!);
    }

    internal override IEnumerable<string> Names(CancellationToken stop) => _names;

    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop) =>
        _names.Where(wanted).Select(name => Picture(_store, name, name, stop));

    private static string? Told(params string?[] remarks) => remarks.OfType<string>().ToArray() is { Length: > 0 } told ? string.Join("; ", told) : null;
}

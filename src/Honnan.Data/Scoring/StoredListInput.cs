using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// A list or table in a store, whose pictures lie below its folder. It is read several times, so it is copied to a temporary file first:
/// one request, and one version of it.
/// </summary>
internal sealed class StoredListInput : ScoreInput
{
    private const string Beside = "images/"; // where a table's pictures may lie, too

    private readonly IFileStore _store;
    private readonly string _copy;
    private readonly ScoreInput _list;
    private readonly bool _isTable;

    private StoredListInput(IFileStore store, string copy, ScoreInput list, bool isTable) => (_store, _copy, _list, _isTable) = (store, copy, list, isTable);

    /// <summary>Copies it, and looks at its beginning.</summary>
    /// <exception cref="InputException">There is none; or it is no list, or names no picture.</exception>
    /// <exception cref="IOException">There is no room for the copy in the folder of temporary files.</exception>
    public static StoredListInput Of(IFileStore store, string name, CancellationToken stop)
    {
        string told = store.PathOf(name);
        string copy = Path.Combine(Path.GetTempPath(), $"honnan-{Guid.NewGuid():N}{Path.GetExtension(name).ToLowerInvariant()}");
        try
        {
            Copy(Opened(store, name, stop), copy, stop);
            bool isTable = Path.GetExtension(copy) is ".csv" or ".tsv" or ".jsonl";
            ScoreInput list = !isTable ? new ListInput(copy, told)
                : new TableInput(Path.GetExtension(copy) == ".jsonl" ? new JsonLinesLabels(copy, told) : new CsvLabels(copy, labelled: false, told));
            return new StoredListInput(store, copy, list, isTable);
        }
        catch
        {
            File.Delete(copy);
            throw;
        }
    }

    internal override IEnumerable<string> Names(CancellationToken stop) => _list.Names(stop);

    // Those that the list gives have their names from it, and where it refuses a line, its reason; bytes come from the store.
    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop) =>
        _list.Pictures(wanted, stop).Select(picture => picture.IsBad ? picture : ScoredPicture.Far(picture.Name, token => ReadAsync(picture.Name, token), stop));

    /// <inheritdoc/>
    public override void Dispose()
    {
        _list.Dispose();
        File.Delete(_copy);
        base.Dispose();
    }

    private static IStoredContent Opened(IFileStore store, string name, CancellationToken stop)
    {
        try
        {
            return store.Open(name, stop);
        }
        catch (InputException error)
        {
            throw new InputException($"input '{store.PathOf(name)}': {error.Message}", error);
        }
    }

    private static void Copy(IStoredContent content, string path, CancellationToken stop)
    {
        using Stream from = content.OpenRanges(stop) ?? throw new ArgumentException("a list of this system needs no copy", nameof(content));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var to = new FileStream(path, options);
        from.CopyTo(to);
    }

    private async Task<byte[]> ReadAsync(string name, CancellationToken stop)
    {
        string file = StoreNames.Below(name);
        try
        {
            return await _store.ReadAsync(file, SourceRoot.MaxFileBytes, stop).ConfigureAwait(false);
        }
        catch (InputException error) when (_isTable && SourceRoot.IsNoSuchFile(error))
        {
            return await _store.ReadAsync(Beside + file, SourceRoot.MaxFileBytes, stop).ConfigureAwait(false);
        }
    }
}

namespace Honnan.Data.Sources;

/// <summary>
/// The encoded pictures of several sources by address. Reading is safe from several threads; pictures of Parquet files
/// pass through a temporary file that goes with the store. The caller disposes the store.
/// </summary>
public sealed class PictureStore : IPictureBytes, IDisposable
{
    private readonly Dictionary<string, Lazy<IPictureSource>> _sources;
    private readonly Dictionary<string, string> _folders;

    private PictureStore(IReadOnlyCollection<SourceSettings> sources)
    {
        _sources = sources.ToDictionary(source => source.Name, source => new Lazy<IPictureSource>(() => SourceKinds.Open(source)), StringComparer.Ordinal);
        _folders = sources.ToDictionary(source => source.Name, source => SourceKinds.FolderOf(source), StringComparer.Ordinal);
    }

    /// <summary>Opens sources whose paths are absolute (see <see cref="DataFile.Read"/>). Each is looked at when first read from.</summary>
    public static PictureStore Open(IEnumerable<SourceSettings> sources) => new([.. sources]);

    /// <inheritdoc/>
    public byte[] Read(PictureAddress address)
    {
        Lazy<IPictureSource> source = SourceOf(address);
        try
        {
            return source.Value.Read(address.File);
        }
        catch (InputException error)
        {
            throw new InputException($"'{address.File}' of source '{address.Source}' in '{_folders[address.Source]}': {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string? FolderOf(string source) => _folders.GetValueOrDefault(source);

    /// <summary>
    /// What a picture is read together with (a Parquet file's row group): pictures with an equal block cost one reading of all
    /// when the first of them is asked for. Null where each is read alone, or where the source cannot be opened, which reading tells.
    /// </summary>
    internal object? BlockOf(PictureAddress address)
    {
        Lazy<IPictureSource> source = SourceOf(address);
        try
        {
            return source.Value.BlockOf(address.File);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<IPictureSource> source in _sources.Values.Where(source => source.IsValueCreated))
        {
            source.Value.Dispose();
        }
    }

    private Lazy<IPictureSource> SourceOf(PictureAddress address) => _sources.TryGetValue(address.Source, out Lazy<IPictureSource>? source)
        ? source
        : throw new InputException($"there is no source '{address.Source}'; it may be {string.Join(", ", _sources.Keys)}");
}

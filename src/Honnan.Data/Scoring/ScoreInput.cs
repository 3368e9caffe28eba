using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>Pictures to be scored in bulk: a folder of them, Parquet files that hold them, or a list of files. The caller disposes it.</summary>
public abstract class ScoreInput : IDisposable
{
    private const string Kinds = "a folder of pictures or Parquet files, a .parquet file, a .csv, .tsv or .jsonl table with file, or a text file with a path a line";

    /// <summary>What is to be told about the input; null where nothing is.</summary>
    public string? Remark { get; private protected init; }

    /// <summary>What the user named on this system, absolute; null where it lies in a store.</summary>
    internal string? LocalPath { get; private set; }

    /// <summary>Opens what a user names on this system.</summary>
    /// <exception cref="InputException">There is none, it is none of these, or it holds no picture.</exception>
    public static ScoreInput Open(string path)
    {
        ScoreInput input = OpenLocal(path);
        input.LocalPath = Path.GetFullPath(path);
        return input;
    }

    private static ScoreInput OpenLocal(string path)
    {
        if (Directory.Exists(path))
        {
            return FolderInput.Of(new LocalFiles(path), CancellationToken.None);
        }

        if (!File.Exists(path))
        {
            throw new InputException($"no input '{path}'; name {Kinds}");
        }

        if (FileKind.Irregular(path) is { } kind)
        {
            throw new InputException($"input '{path}' is {kind}, not a file; name {Kinds}"); // it is read more than once
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".parquet" => new ParquetInput(new LocalFiles(Path.GetDirectoryName(Path.GetFullPath(path))!), [Path.GetFileName(path)], CancellationToken.None),
            ".csv" or ".tsv" => new TableInput(new CsvLabels(path, labelled: false)),
            ".jsonl" => new TableInput(new JsonLinesLabels(path)),
            _ when PictureExtensions.Fits(path) => throw OnePicture(path),
            _ => new ListInput(path),
        };
    }

    /// <summary>Opens what a user names in a store: by the same rules, but that a list's pictures lie below the list's folder.</summary>
    /// <param name="store">The folder, or the folder of the file; stays the caller's, and must outlive the input.</param>
    /// <param name="name">The file's name; empty for the folder itself.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="InputException">There is none, it is none of these, or it holds no picture.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static ScoreInput Open(IFileStore store, string name, CancellationToken stop)
    {
        string path = store.PathOf(name);
        if (name.Length == 0)
        {
            return store.HasFolder("") ? FolderInput.Of(store, stop) : throw new InputException($"no input '{path}'; name {Kinds}");
        }

        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".parquet" => new ParquetInput(store, [name], stop),
            _ when PictureExtensions.Fits(name) => throw OnePicture(path),
            _ => StoredListInput.Of(store, name, stop),
        };
    }

    /// <summary>Every picture's name, in an order that depends on the input alone. No picture is read.</summary>
    internal abstract IEnumerable<string> Names(CancellationToken stop);

    /// <summary>The pictures whose names are wanted, in the same order. What they hold is held until the next is taken, unless the caller keeps it.</summary>
    internal abstract IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    /// <summary>A picture that is a file of a store.</summary>
    private protected static ScoredPicture Picture(IFileStore store, string name, string file, CancellationToken stop) => store is LocalFiles local
        ? new ScoredPicture(name, () => SourceRoot.ReadFile(local.PathOf(file)))
        : ScoredPicture.Far(name, token => store.ReadAsync(file, SourceRoot.MaxFileBytes, token), stop);

    private static InputException OnePicture(string path) => new($"input '{path}' is one picture, which honnan predict answers; name {Kinds}");
}

using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>Pictures to be scored in bulk: a folder of them, Parquet files that hold them, or a list of files. The caller disposes it.</summary>
public abstract class ScoreInput : IDisposable
{
    private const string Kinds = "a folder of pictures or Parquet files, a .parquet file, a .csv, .tsv or .jsonl table with file, or a text file with a path a line";

    /// <summary>What is to be told about the input; null where nothing is.</summary>
    public string? Remark { get; private protected init; }

    /// <summary>Opens what a user names.</summary>
    /// <exception cref="InputException">There is none, it is none of these, or it holds no picture.</exception>
    public static ScoreInput Open(string path)
    {
        if (Directory.Exists(path))
        {
            return FolderInput.Holds(path) is { } folder ? folder : new ParquetInput(path, ParquetSource.ShardNames(path));
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
            ".parquet" => new ParquetInput(Path.GetDirectoryName(Path.GetFullPath(path))!, [Path.GetFileName(path)]),
            ".csv" or ".tsv" => new TableInput(new CsvLabels(path, labelled: false)),
            ".jsonl" => new TableInput(new JsonLinesLabels(path)),
            _ when PictureExtensions.Fits(path) => throw new InputException($"input '{path}' is one picture, which honnan predict answers; name {Kinds}"),
            _ => new ListInput(path),
        };
    }

    /// <summary>Every picture's name, in an order that depends on the input alone. No picture is read.</summary>
    internal abstract IEnumerable<string> Names(CancellationToken stop);

    /// <summary>The pictures whose names are wanted, in the same order. What they hold is held until the next is taken, unless the caller keeps it.</summary>
    internal abstract IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop);

    /// <inheritdoc/>
    public virtual void Dispose() => GC.SuppressFinalize(this);
}

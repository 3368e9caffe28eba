using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Configuration;
using Honnan.Data.Sources;
using Honnan.Data.Stores;
using ParquetSharp;

namespace Honnan.Data.Scoring;

/// <summary>A Parquet file of scored pictures: a part of a shard, a shard, or all of them.</summary>
/// <param name="Store">Where it lies.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Identity">What it was made of.</param>
/// <param name="Shard">Which shard it is, or is a part of; null for the file of all.</param>
/// <param name="Rows">Its rows.</param>
internal sealed record ScoreFile(IFileStore Store, string Name, ScoreIdentity Identity, int? Shard, long Rows)
{
    private const string IdentityKey = "honnan.score";
    private const string ShardKey = "honnan.shard";

    /// <summary>Its path or address.</summary>
    public string Path => Store.PathOf(Name);

    /// <summary>Reads a file's metadata.</summary>
    /// <exception cref="InputException">It is no such file.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static ScoreFile Open(IFileStore store, string name, CancellationToken stop)
    {
        string path = store.PathOf(name);
        using ParquetTableReader<ScoreRow> reader = Reader(store, name, stop);
        IReadOnlyDictionary<string, string> metadata = Reading(name, () => reader.Metadata);
        if (!metadata.TryGetValue(IdentityKey, out string? identity))
        {
            throw new InputException($"'{path}' was not written by honnan score");
        }

        int? shard = metadata.TryGetValue(ShardKey, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;
        return new ScoreFile(store, name, StrictJson.Parse<ScoreIdentity>(identity, path), shard, reader.Rows);
    }

    /// <summary>Writes rows where nothing is seen of the file before it is whole and kept.</summary>
    /// <returns>How many of the rows have an error; null where a file is there that is not to be replaced.</returns>
    /// <exception cref="IOException">There is no room.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static long? Write(IFileStore store, string name, bool replace, ScoreIdentity identity, int? shard, IEnumerable<ScoreRow> rows)
    {
        var metadata = new Dictionary<string, string> { [IdentityKey] = identity.ToJson() };
        if (shard is { } index)
        {
            metadata[ShardKey] = index.ToString(CultureInfo.InvariantCulture);
        }

        long unreadable = 0;
        try
        {
            bool written = store.Write(name, replace, stream =>
            {
                using var table = new ParquetTableWriter<ScoreRow>(stream, ScoreRow.Fields, metadata);
                foreach (ScoreRow row in rows)
                {
                    table.Add(row);
                    unreadable += row.Error is null ? 0 : 1;
                }

                table.Finish();
            });
            return written ? unreadable : null;
        }
        catch (ParquetException error)
        {
            throw new IOException($"cannot write '{store.PathOf(name)}': {OneLine.Of(error)}", error); // a full disk, seen through the library
        }
    }

    /// <summary>What it differs in from a shard of a scoring, in words; null where it is that shard, or a part of it.</summary>
    public string? Difference(ScoreIdentity identity, Shard shard) =>
        Identity.Difference(identity) ?? (Shard == shard.Index ? null : $"shard {Shard}, not {shard.Index}");

    /// <summary>The rows, a group of them in memory at a time.</summary>
    /// <exception cref="InputException">It cannot be read.</exception>
    public IEnumerable<ScoreRow> Read(CancellationToken stop)
    {
        using ParquetTableReader<ScoreRow> reader = Reader(Store, Name, stop);
        for (int group = 0; group < reader.Groups; group++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (ScoreRow row in Reading(Name, () => reader.Read(group)))
            {
                yield return row;
            }
        }
    }

    private static ParquetTableReader<ScoreRow> Reader(IFileStore store, string name, CancellationToken stop)
    {
        try
        {
            return Reading(name, () => new ParquetTableReader<ScoreRow>(store.Open(name, stop), ScoreRow.Fields, () => new ScoreRow(), stop));
        }
        catch (InputException error) when (SourceRoot.IsNoSuchFile(error))
        {
            throw new InputException($"cannot read '{store.PathOf(name)}': {error.Message}", error);
        }
    }

    /// <summary>Reads, and says what helps where a shard or a part of one is damaged: parts follow one another, so that one alone cannot be made again.</summary>
    private static T Reading<T>(string name, Func<T> read) => ParquetTableFile.Reading(
        read, () => System.IO.Path.GetDirectoryName(name) is { Length: > 0 } folder ? $"; delete the folder {folder}, and run that shard again"
            : Sources.Shard.Parse(System.IO.Path.GetFileNameWithoutExtension(name)) is not null ? "; delete it, and run that shard again"
            : "");
}

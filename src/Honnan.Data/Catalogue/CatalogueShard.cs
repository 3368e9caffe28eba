using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Honnan.Data.Configuration;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>
/// One part of an import: a catalogue of its pictures, which also tells their places among all, and <c>shard.json</c>, which is
/// this.
/// </summary>
internal sealed record CatalogueShard
{
    /// <summary>The name of its document.</summary>
    public const string FileName = "shard.json";

    /// <summary>SHA-256 of the data file that was imported, with absolute paths.</summary>
    public required string Data { get; init; }

    /// <summary>Which part, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>Parts.</summary>
    public required int Shards { get; init; }

    /// <summary>Pictures of all parts, as the sources listed them.</summary>
    public required long Pictures { get; init; }

    /// <summary>SHA-256 of all their names <c>source/file</c> in that order, each followed by a zero byte.</summary>
    public required string Names { get; init; }

    /// <summary>Where it is.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>Reads what a folder holds.</summary>
    /// <exception cref="InputException">It is no shard of an import.</exception>
    public static CatalogueShard Open(string folder)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            throw new InputException($"'{folder}' is no shard of an import: it has no {FileName}");
        }

        CatalogueShard shard = StrictJson.Read<CatalogueShard>(file) with { Folder = folder };
        return shard.Shards is >= 1 and <= Sources.Shard.Most && shard.Shard >= 0 && shard.Shard < shard.Shards && shard.Pictures >= 0
            ? shard
            : throw new InputException($"'{file}' tells of shard {shard.Shard} of {shard.Shards}, of {shard.Pictures} pictures; import it anew by --force");
    }

    /// <summary>Whether it is that part of that data file's import.</summary>
    public bool Is(DataFile data, Shard shard) => Data == DigestOf(data) && Shard == shard.Index && Shards == shard.Count;

    /// <summary>
    /// Looks, before a part is begun, whether those that are there already are of the same import: at all names, and at one other part's document.
    /// Of parts that are begun at one moment none sees another; merging looks at all.
    /// </summary>
    /// <param name="folder">The folder of all parts.</param>
    /// <param name="data">What is imported.</param>
    /// <param name="shard">Which part.</param>
    /// <exception cref="InputException">They are not.</exception>
    public static void CheckNeighbours(string folder, DataFile data, Shard shard)
    {
        var neighbours = new ShardNeighbours(shard, "import", name => Path.Combine(folder, name));
        foreach ((string name, _) in neighbours.Among(Directory.EnumerateDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)))
        {
            if (Opened(Path.Combine(folder, name)) is { } there)
            {
                if (there.Data != DigestOf(data))
                {
                    throw neighbours.Different(name, "another data file");
                }

                return;
            }
        }
    }

    /// <summary>Another part; null where it is damaged, or is being replaced at this moment.</summary>
    private static CatalogueShard? Opened(string folder)
    {
        try
        {
            return Open(folder);
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Its rows in order, a group of them in memory at a time.</summary>
    /// <exception cref="InputException">They cannot be read.</exception>
    public IEnumerable<CatalogueTable.Row> Read(CancellationToken stop)
    {
        using ParquetTableReader<CatalogueTable.Row> reader = Reading(() => new ParquetTableReader<CatalogueTable.Row>(
            Path.Combine(Folder, PictureCatalogue.TableName), CatalogueTable.ShardFields, () => new CatalogueTable.Row()));
        for (int group = 0; group < reader.Groups; group++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (CatalogueTable.Row row in Reading(() => reader.Read(group)))
            {
                yield return row;
            }
        }
    }

    /// <summary>The counts of its pictures.</summary>
    /// <exception cref="InputException">It cannot be read, or has pictures of other sources.</exception>
    public ImportResult Count(DataFile data, CancellationToken stop)
    {
        SourceImport[] counts = [.. data.Sources.Select(source => new SourceImport { Source = source.Name })];
        foreach (CatalogueTable.Row row in Read(stop))
        {
            CatalogueWriter.Count(counts[SourceOf(data, row)], row);
        }

        return new ImportResult(counts);
    }

    /// <summary>A row's source, by its place in the data file.</summary>
    /// <exception cref="InputException">There is none of its name.</exception>
    public int SourceOf(DataFile data, CatalogueTable.Row row)
    {
        for (int i = 0; i < data.Sources.Count; i++)
        {
            if (data.Sources[i].Name == row.Source)
            {
                return i;
            }
        }

        throw new InputException($"'{Folder}' has a picture of '{row.Source}', which is no source of its data file; import the shard anew by --force");
    }

    /// <summary>Says what helps where the table is damaged.</summary>
    private T Reading<T>(Func<T> read) => ParquetTableFile.Reading(read, () => $"; delete the folder '{Folder}', and import that shard again");

    /// <summary>The digest by which parts of one data file know each other.</summary>
    public static string DigestOf(DataFile data) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StrictJson.Write(data))));
}

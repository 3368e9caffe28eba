using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Honnan.Data.Configuration;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>One part of an import: a catalogue of its pictures, which also tells their places among all.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Data">SHA-256 of the data file that was imported, with absolute paths.</param>
/// <param name="Shard">Which part.</param>
internal sealed record CatalogueShard(string Folder, string Data, Shard Shard)
{
    private const string DataKey = "honnan.import.data";
    private const string ShardKey = "honnan.import.shard";
    private const string ShardsKey = "honnan.import.shards";

    /// <summary>What a shard's table has in its metadata.</summary>
    public static Dictionary<string, string> Metadata(DataFile data, Shard shard) => new(StringComparer.Ordinal)
    {
        [DataKey] = DigestOf(data),
        [ShardKey] = shard.Index.ToString(CultureInfo.InvariantCulture),
        [ShardsKey] = shard.Count.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Reads what a folder holds.</summary>
    /// <exception cref="InputException">It is no shard of an import.</exception>
    public static CatalogueShard Open(string folder)
    {
        using ParquetTableReader<CatalogueTable.Row> reader = ReaderOf(folder);
        IReadOnlyDictionary<string, string> metadata = reader.Metadata;
        return metadata.TryGetValue(DataKey, out string? data) && Number(metadata, ShardKey) is { } index && Number(metadata, ShardsKey) is { } count && count <= Shard.Most && index < count
            ? new CatalogueShard(folder, data, new Shard(index, count))
            : throw new InputException($"'{folder}' is no shard of an import");
    }

    /// <summary>Whether it is that part of that data file's import.</summary>
    public bool Is(DataFile data, Shard shard) => Data == DigestOf(data) && Shard == shard;

    /// <summary>Its rows in order, a group of them in memory at a time.</summary>
    /// <exception cref="InputException">They cannot be read.</exception>
    public IEnumerable<CatalogueTable.Row> Read(CancellationToken stop)
    {
        using ParquetTableReader<CatalogueTable.Row> reader = ReaderOf(Folder);
        for (int group = 0; group < reader.Groups; group++)
        {
            stop.ThrowIfCancellationRequested();
            foreach (CatalogueTable.Row row in reader.Read(group))
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

    private static ParquetTableReader<CatalogueTable.Row> ReaderOf(string folder) =>
        new(Path.Combine(folder, PictureCatalogue.TableName), CatalogueTable.ShardFields, () => new CatalogueTable.Row());

    private static string DigestOf(DataFile data) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StrictJson.Write(data))));

    private static int? Number(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}

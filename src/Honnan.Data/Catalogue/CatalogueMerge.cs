using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Sources;
using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>Puts the shards of an import together.</summary>
public static class CatalogueMerge
{
    private const int MostTold = 8;

    /// <summary>Writes the catalogue that an import of all pictures by one process writes. A row group of each shard is in memory at a time.</summary>
    /// <param name="folder">The shards' folder.</param>
    /// <param name="output">The catalogue's folder.</param>
    /// <param name="force">Whether a result that is there may be replaced.</param>
    /// <param name="stop">Ends the work and leaves nothing.</param>
    /// <exception cref="InputException">A shard is missing, there twice, damaged, or of another data file; or the output cannot be written.</exception>
    public static ImportResult Run(string folder, string output, bool force, CancellationToken stop)
    {
        CatalogueShard[] shards = Ordered(folder);
        DataFile data = StrictJson.Read<DataFile>(Path.Combine(shards[0].Folder, PictureCatalogue.SourcesName));
        if (shards[0].Data != CatalogueShard.DigestOf(data))
        {
            throw new InputException($"'{shards[0].Folder}' has another {PictureCatalogue.SourcesName} than it was imported by; import the shard anew by --force");
        }

        using OutputFolder result = OutputFolder.Create(output, force, "catalogue");
        try
        {
            using var writer = new CatalogueWriter(data, result, isShard: false);
            foreach ((CatalogueShard shard, CatalogueTable.Row row) in InOrder(shards, stop))
            {
                if (row.Ordinal != writer.Pictures)
                {
                    throw new InputException($"the shards in '{folder}' have no picture {writer.Pictures}, or have it twice; import them anew by --force");
                }

                writer.Add(shard.SourceOf(data, row), row);
            }

            if (writer.Pictures != shards[0].Pictures || writer.Pictures == 0)
            {
                throw new InputException($"the shards in '{folder}' have {writer.Pictures} pictures together, and the sources had {shards[0].Pictures}; import them anew by --force");
            }

            ImportResult counts = writer.Finish();
            File.WriteAllText(result.FilePath(PictureCatalogue.SourcesName), StrictJson.Write(data));
            writer.Dispose();
            result.Commit(flush: true);
            return counts;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new InputException($"cannot write '{output}': {OneLine.Of(error)}", error);
        }
    }

    /// <summary>All shards of an import, each once, in order.</summary>
    private static CatalogueShard[] Ordered(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InputException($"no folder '{folder}'; name the one that honnan import --shards wrote to");
        }

        CatalogueShard[] shards = [.. Directory.EnumerateDirectories(folder).Where(path => Shard.Parse(Path.GetFileName(path)) is not null).Order(StringComparer.Ordinal).Select(CatalogueShard.Open)];
        if (shards.Length == 0)
        {
            throw new InputException($"'{folder}' holds no shard of an import");
        }

        CatalogueShard first = shards[0];
        var known = new Dictionary<int, CatalogueShard>();
        foreach (CatalogueShard shard in shards)
        {
            if (shard.Data != first.Data || shard.Shards != first.Shards)
            {
                throw new InputException($"'{first.Folder}' and '{shard.Folder}' are of different imports; keep the shards of one in a folder");
            }

            if (shard.Pictures != first.Pictures || shard.Names != first.Names)
            {
                throw new InputException($"the sources have changed between '{first.Folder}', of {first.Pictures} pictures, and '{shard.Folder}', of {shard.Pictures}, or names have; import the older one anew by --force");
            }

            if (!known.TryAdd(shard.Shard, shard))
            {
                throw new InputException($"'{known[shard.Shard].Folder}' and '{shard.Folder}' are the same shard, {shard.Shard}; keep one of them");
            }
        }

        int[] missing = [.. Enumerable.Range(0, first.Shards).Where(shard => !known.ContainsKey(shard))];
        return missing.Length == 0
            ? shards
            : throw new InputException($"'{folder}' lacks {missing.Length} of {first.Shards} shards: {string.Join(", ", missing.Take(MostTold))}{(missing.Length > MostTold ? ", …" : "")}");
    }

    /// <summary>The shards' rows by their places among all pictures.</summary>
    private static IEnumerable<(CatalogueShard Shard, CatalogueTable.Row Row)> InOrder(CatalogueShard[] shards, CancellationToken stop)
    {
        IEnumerator<CatalogueTable.Row>[] rows = [.. shards.Select(shard => shard.Read(stop).GetEnumerator())];
        try
        {
            var next = new PriorityQueue<int, long>();
            for (int i = 0; i < rows.Length; i++)
            {
                Advance(i);
            }

            while (next.TryDequeue(out int shard, out _))
            {
                yield return (shards[shard], rows[shard].Current);
                Advance(shard);
            }

            void Advance(int shard)
            {
                if (rows[shard].MoveNext())
                {
                    next.Enqueue(shard, rows[shard].Current.Ordinal);
                }
            }
        }
        finally
        {
            Array.ForEach(rows, one => one.Dispose());
        }
    }
}

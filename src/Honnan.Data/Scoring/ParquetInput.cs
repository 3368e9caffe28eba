using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.Data.Scoring;

/// <summary>
/// Parquet files with the pictures inside, in the schema of the sources of kind <c>parquet</c>, with or without labels. They
/// are read through once, from the first row to the last: no picture is copied to the disk, as reading by address would.
/// </summary>
internal sealed class ParquetInput : ScoreInput
{
    private readonly List<ParquetShard> _files = [];

    /// <summary>Opens the files' footers.</summary>
    /// <exception cref="InputException">A file cannot be read, or is of another schema.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public ParquetInput(IFileStore store, IReadOnlyList<string> names, CancellationToken stop)
    {
        Remark = store.PassedOver;
        foreach (string name in names)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                _files.Add(ParquetShard.Open(store.Open(name, stop), name, labelled: false, stop));
            }
            catch (InputException error)
            {
                throw new InputException($"'{store.PathOf(name)}': {error.Message}", error);
            }
        }
    }

    internal override IEnumerable<string> Names(CancellationToken stop)
    {
        foreach (ParquetShard file in _files)
        {
            for (long row = 0; row < file.Rows; row++)
            {
                yield return file.NameOf(row);
            }
        }
    }

    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop)
    {
        foreach (ParquetShard file in _files)
        {
            for (int group = 0; group < file.Groups; group++)
            {
                (long first, long end) = (file.FirstRow(group), file.FirstRow(group + 1));
                if (!Rows(first, end).Any(row => wanted(file.NameOf(row))))
                {
                    continue; // nothing of the group is decompressed
                }

                foreach (SourceEntry entry in file.Entries(group, withLabels: false, stop))
                {
                    if (entry.Refused is { } reason)
                    {
                        if (wanted(entry.File))
                        {
                            yield return ScoredPicture.Bad(entry.File, reason);
                        }

                        continue;
                    }

                    using PooledBytes bytes = entry.Load();
                    if (wanted(entry.File))
                    {
                        byte[] kept = bytes.Span.ToArray();
                        yield return new ScoredPicture(entry.File, () => kept);
                    }
                }
            }
        }
    }

    private static IEnumerable<long> Rows(long first, long end)
    {
        for (long row = first; row < end; row++)
        {
            yield return row;
        }
    }
}

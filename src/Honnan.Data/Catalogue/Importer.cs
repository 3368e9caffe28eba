using System.Security.Cryptography;
using System.Threading.Channels;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Sources;
using ParquetSharp;

namespace Honnan.Data.Catalogue;

/// <summary>
/// Judges every picture of every source on all cores and writes the catalogue: <c>catalogue.parquet</c>,
/// <c>quarantine.csv</c> (what was refused and why) and <c>sources.json</c> (the data file with absolute paths).
/// </summary>
/// <remarks>
/// Memory does not grow with the number of pictures. It takes: twice the largest page of a Parquet source (as read and as
/// unpacked; a page may hold a row group's pictures), <see cref="AheadPerCore"/> encoded pictures a core, a decoded one a core
/// (see <see cref="PictureJudge"/>), and for one picture at a time up to 8 bytes a pixel where it is large and turned.
/// </remarks>
public static class Importer
{
    /// <summary>Pictures read but not yet written, for each core: enough that no core waits, and few enough for memory.</summary>
    private const int AheadPerCore = 4;

    private const int ProgressEvery = 64;

    /// <summary>Imports a data file. Nothing is left where it fails or is cancelled.</summary>
    /// <param name="data">A data file with absolute paths (<see cref="DataFile.Read"/>).</param>
    /// <param name="output">The catalogue's folder.</param>
    /// <param name="force">Whether a result that is there may be replaced.</param>
    /// <param name="progress">Told every 64 pictures and at the end, from one thread at a time.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <returns>Counts by source.</returns>
    /// <exception cref="InputException">A source as a whole cannot be read, or the output cannot be written.</exception>
    public static Task<ImportResult> ImportAsync(
        DataFile data, string output, bool force, IProgress<ImportProgress>? progress, CancellationToken cancellation) =>
        ImportAsync(data, output, force, null, progress, cancellation);

    /// <summary>Imports a part of a data file's pictures: by the names <c>source/file</c>, see <see cref="Shard"/>.</summary>
    /// <param name="data">A data file with absolute paths (<see cref="DataFile.Read"/>).</param>
    /// <param name="output">The catalogue's folder; of a part, the folder for all of them (<see cref="CatalogueMerge"/>), where a part that is finished is left as it is.</param>
    /// <param name="force">Whether a result that is there may be replaced.</param>
    /// <param name="shard">Which part; null for all pictures and a catalogue.</param>
    /// <param name="progress">Told every 64 pictures and at the end, from one thread at a time.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <returns>Counts by source.</returns>
    /// <exception cref="InputException">A source as a whole cannot be read, or the output cannot be written.</exception>
    public static async Task<ImportResult> ImportAsync(
        DataFile data, string output, bool force, Shard? shard, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        if (shard is not null && File.Exists(output))
        {
            throw new InputException($"output '{output}' is a file; name a folder");
        }

        using ShardClaim? claim = shard is { } part ? new ShardClaim(output, part) : null;
        if (shard is { } own)
        {
            output = Path.Combine(output, $"{own}");
            if (!force && Directory.Exists(output))
            {
                var there = CatalogueShard.Open(output);
                return there.Is(data, own)
                    ? there.Count(data, cancellation)
                    : throw new InputException($"'{output}' is there, of another data file; name another folder, or replace it by --force");
            }

            if (!force)
            {
                CatalogueShard.CheckNeighbours(Path.GetDirectoryName(output)!, data, own); // an import that is made anew by force has the old parts beside it
            }
        }

        using OutputFolder folder = OutputFolder.Create(output, force, "catalogue");
        var sources = new List<IPictureSource>();
        try
        {
            sources.AddRange(data.Sources.Select(SourceKinds.Open)); // every schema is checked before the work begins
            long?[] counts = [.. sources.Zip(data.Sources, (source, settings) => SourceKinds.Reading(settings, () => source.Count))];
            long? total = counts.All(count => count is not null) ? counts.Sum() / (shard?.Count ?? 1) : null;
            ImportResult result = await WriteAsync(data, sources, folder, shard, total, progress, cancellation).ConfigureAwait(false);
            await File.WriteAllTextAsync(folder.FilePath(PictureCatalogue.SourcesName), StrictJson.Write(data), cancellation).ConfigureAwait(false);
            folder.Commit(flush: true);
            return result;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetException)
        {
            throw new InputException($"cannot write '{output}': {OneLine.Of(error)}", error);
        }
        finally
        {
            sources.ForEach(source => source.Dispose());
        }
    }

    private static async Task<ImportResult> WriteAsync(
        DataFile data, List<IPictureSource> sources, OutputFolder folder, Shard? shard, long? total, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using var writer = new CatalogueWriter(data, folder, isShard: shard is not null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var judged = Channel.CreateBounded<Judging>(
            new BoundedChannelOptions(AheadPerCore * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });
        Task<(long Pictures, string Names)> listing = Task.Run(() => ListAsync(data, sources, shard, judged.Writer, stop.Token), CancellationToken.None);
        long bytes = 0;
        try
        {
            await foreach ((int source, long ordinal, Task<Judgement> waiting) in judged.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                Judgement judgement = await waiting.WaitAsync(cancellation).ConfigureAwait(false);
                CatalogueTable.Row row = CatalogueTable.ToRow(judgement.Picture);
                (row.Ordinal, row.UnreadableCoordinates) = (ordinal, judgement.UnreadableCoordinates);
                writer.Add(source, row);
                bytes += judgement.Picture.ByteLength;
                if (writer.Pictures % ProgressEvery == 0)
                {
                    progress?.Report(new ImportProgress(writer.Pictures, total, bytes));
                }
            }
        }
        finally
        {
            // The listing must have let go of the sources before they are disposed, also after an error here.
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)listing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (shard is { } part)
        {
            (long pictures, string names) = await listing.ConfigureAwait(false);
            var document = new CatalogueShard { Data = CatalogueShard.DigestOf(data), Shard = part.Index, Shards = part.Count, Pictures = pictures, Names = names };
            await File.WriteAllTextAsync(folder.FilePath(CatalogueShard.FileName), StrictJson.Write(document), cancellation).ConfigureAwait(false);
        }
        else if (writer.Pictures == 0)
        {
            throw new InputException($"no picture in any source: {string.Join(", ", data.Sources.Select(s => $"'{s.Path}'"))}");
        }

        progress?.Report(new ImportProgress(writer.Pictures, writer.Pictures, bytes));
        return writer.Finish();
    }

    /// <summary>Lists the entries and starts judging each; the channel keeps the order and bounds how many are under way.</summary>
    private static async Task<(long Pictures, string Names)> ListAsync(
        DataFile data, List<IPictureSource> sources, Shard? shard, ChannelWriter<Judging> judged, CancellationToken cancellation)
    {
        long ordinal = 0;
        using var names = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var largePictures = new Lock();
        try
        {
            for (int i = 0; i < sources.Count; i++)
            {
                var judge = new PictureJudge(data.Sources[i], largePictures);
                using IEnumerator<SourceEntry> entries = sources[i].Entries(cancellation).GetEnumerator();
                for (; SourceKinds.Reading(data.Sources[i], entries.MoveNext); ordinal++)
                {
                    SourceEntry entry = entries.Current;
                    string name = $"{data.Sources[i].Name}/{entry.File}";
                    names.AppendData(System.Text.Encoding.UTF8.GetBytes(name + '\0'));
                    if (shard is not { } part || part.Holds(name))
                    {
                        await judged.WriteAsync(new Judging(i, ordinal, Task.Run(() => judge.Judge(entry), CancellationToken.None)), cancellation).ConfigureAwait(false);
                    }
                    else
                    {
                        entry.Skip();
                    }
                }
            }

            judged.Complete();
            return (ordinal, Convert.ToHexStringLower(names.GetHashAndReset()));
        }
        catch (Exception error)
        {
            judged.Complete(error); // the reader throws it
            throw;
        }
    }

    /// <summary>A picture that is being judged.</summary>
    private readonly record struct Judging(int Source, long Ordinal, Task<Judgement> Judgement);
}

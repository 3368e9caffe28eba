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
    public static async Task<ImportResult> ImportAsync(
        DataFile data, string output, bool force, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        using OutputFolder folder = OutputFolder.Create(output, force, "catalogue");
        var sources = new List<IPictureSource>();
        try
        {
            sources.AddRange(data.Sources.Select(SourceKinds.Open)); // every schema is checked before the work begins
            long?[] counts = [.. sources.Zip(data.Sources, (source, settings) => SourceKinds.Reading(settings, () => source.Count))];
            long? total = counts.All(count => count is not null) ? counts.Sum() : null;
            ImportResult result = await WriteAsync(data, sources, folder, total, progress, cancellation).ConfigureAwait(false);
            await File.WriteAllTextAsync(folder.FilePath(PictureCatalogue.SourcesName), StrictJson.Write(data), cancellation).ConfigureAwait(false);
            folder.Commit();
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
        DataFile data, List<IPictureSource> sources, OutputFolder folder, long? total, IProgress<ImportProgress>? progress, CancellationToken cancellation)
    {
        var counts = data.Sources.Select(source => new SourceImport { Source = source.Name }).ToList();
        using var table = new ParquetTableWriter<CatalogueTable.Row>(folder.FilePath(PictureCatalogue.TableName), CatalogueTable.Fields);
        using var quarantine = new CsvTable(folder.FilePath(PictureCatalogue.QuarantineName), "source", "file", "reason");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var judged = Channel.CreateBounded<(int Source, Task<Judgement> Judgement)>(
            new BoundedChannelOptions(AheadPerCore * Environment.ProcessorCount) { SingleReader = true, SingleWriter = true });
        Task listing = Task.Run(() => ListAsync(data, sources, judged.Writer, stop.Token), CancellationToken.None);
        long done = 0;
        long bytes = 0;
        try
        {
            await foreach ((int source, Task<Judgement> waiting) in judged.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                Judgement judgement = await waiting.WaitAsync(cancellation).ConfigureAwait(false);
                table.Add(CatalogueTable.ToRow(judgement.Picture));
                Count(counts[source], judgement);
                if (judgement.Picture.Refused is { } reason)
                {
                    quarantine.Add(judgement.Picture.Address.Source, judgement.Picture.Address.File, reason);
                }

                bytes += judgement.Picture.ByteLength;
                if (++done % ProgressEvery == 0)
                {
                    progress?.Report(new ImportProgress(done, total, bytes));
                }
            }
        }
        finally
        {
            // The listing must have let go of the sources before they are disposed, also after an error here.
            await stop.CancelAsync().ConfigureAwait(false);
            await listing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (done == 0)
        {
            throw new InputException($"no picture in any source: {string.Join(", ", data.Sources.Select(s => $"'{s.Path}'"))}");
        }

        table.Finish();
        progress?.Report(new ImportProgress(done, done, bytes));
        return new ImportResult(counts);
    }

    /// <summary>Lists the entries and starts judging each; the channel keeps the order and bounds how many are under way.</summary>
    private static async Task ListAsync(
        DataFile data, List<IPictureSource> sources, ChannelWriter<(int Source, Task<Judgement> Judgement)> judged, CancellationToken cancellation)
    {
        var largePictures = new Lock();
        try
        {
            for (int i = 0; i < sources.Count; i++)
            {
                var judge = new PictureJudge(data.Sources[i], largePictures);
                using IEnumerator<SourceEntry> entries = sources[i].Entries(cancellation).GetEnumerator();
                while (SourceKinds.Reading(data.Sources[i], entries.MoveNext))
                {
                    SourceEntry entry = entries.Current;
                    await judged.WriteAsync((i, Task.Run(() => judge.Judge(entry), CancellationToken.None)), cancellation).ConfigureAwait(false);
                }
            }

            judged.Complete();
        }
        catch (Exception error)
        {
            judged.Complete(error); // the reader throws it
            throw;
        }
    }

    private static void Count(SourceImport count, Judgement judgement)
    {
        CataloguePicture picture = judgement.Picture;
        count.Pictures++;
        if (picture.Refused is { } reason)
        {
            count.RefusedByReason[reason] = count.RefusedByReason.TryGetValue(reason, out long before) ? before + 1 : 1;
            return;
        }

        count.Usable++;
        if (judgement.UnreadableCoordinates is { } text)
        {
            count.UnreadableCoordinates++;
            if (count.UnreadableCoordinateFiles.Count < SourceImport.MaxListed)
            {
                count.UnreadableCoordinateFiles.Add($"{picture.Address.File}: {text}");
            }
        }
        else if (picture.Point is null)
        {
            count.WithoutCoordinates++;
        }
    }
}

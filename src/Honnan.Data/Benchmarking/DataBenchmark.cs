using System.Diagnostics;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Data.Benchmarking;

/// <summary>Measures how fast the pictures of a selection go through a stage, on all cores.</summary>
/// <param name="selection">The pictures.</param>
/// <param name="shortSide">Of the views that are loaded, in pixels.</param>
public sealed class DataBenchmark(Selection selection, int shortSide)
{
    private const int Batch = 16;

    private delegate void UseBytes(ReadOnlySpan<byte> bytes, int index);

    private readonly LoadingOptions _options = new() { ShortSide = shortSide };

    /// <summary>One pass over all pictures: for each thing measured its name, how many pictures, and the seconds.</summary>
    /// <param name="stage">What is measured; <see cref="DataStage.Parquet"/> measures files too.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InputException">A picture cannot be read, or there is nothing to measure.</exception>
    public IReadOnlyList<(string What, int Pictures, double Seconds)> Pass(DataStage stage, CancellationToken cancellation) => stage switch
    {
        DataStage.Decode => [Timed("decode", () => Decode(cancellation))],
        DataStage.Load => [Timed("load", () => Load(cancellation))],
        DataStage.Import => [Timed("import", () => Import(cancellation))],
        _ => Parquet(cancellation),
    };

    private static (string What, int Pictures, double Seconds) Timed(string what, Func<int> work)
    {
        var clock = Stopwatch.StartNew();
        int pictures = work();
        return (what, pictures, clock.Elapsed.TotalSeconds);
    }

    private int Decode(CancellationToken cancellation)
    {
        using PictureStore store = selection.OpenPictures();
        var decoder = new PictureDecoder();
        var preparer = new ViewPreparer(_options);
        Parallel.ForEach(selection.Pictures, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, picture =>
        {
            using PixelBuffer pixels = decoder.DecodePixels(store.Read(picture.Address), preparer.DecodedAtLeast(picture.Size));
        });
        return selection.Pictures.Count;
    }

    private int Load(CancellationToken cancellation)
    {
        using PictureStore store = selection.OpenPictures();
        Sample[] samples = [.. selection.Pictures.Select(p => new Sample(p.Address, p.Size, selection.ClassOf(p.Country)))];
        int pictures = 0;
        foreach (PictureBatch batch in new BatchLoader(store, samples, _options).Load(TrainingPlan.Create(samples, _options, Batch, seed: 1, epoch: 0), cancellation))
        {
            pictures += batch.Count;
            batch.Dispose();
        }

        return pictures;
    }

    private int Import(CancellationToken cancellation)
    {
        string folder = Path.Combine(Path.GetTempPath(), $"honnan-{Guid.NewGuid():N}");
        try
        {
            return (int)Importer.ImportAsync(selection.Data, folder, force: false, null, cancellation).GetAwaiter().GetResult().Pictures;
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private IReadOnlyList<(string What, int Pictures, double Seconds)> Parquet(CancellationToken cancellation)
    {
        SourceSettings[] sources = [.. selection.Data.Sources.Where(s => s.Kind == "parquet")];
        if (sources.Length == 0)
        {
            throw new InputException("the selection has no Parquet source");
        }

        // The same bytes as files, written before the clock runs.
        string folder = Directory.CreateTempSubdirectory("honnan-").FullName;
        try
        {
            int written = Each(sources, (bytes, i) => File.WriteAllBytes(Path.Combine(folder, $"{i}"), bytes), cancellation);
            (string What, int Pictures, double Seconds) files = Timed("files", () =>
            {
                for (int i = 0; i < written; i++)
                {
                    _ = File.ReadAllBytes(Path.Combine(folder, $"{i}"));
                }

                return written;
            });
            return [Timed("parquet", () => Each(sources, (_, _) => { }, cancellation)), files];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static int Each(SourceSettings[] sources, UseBytes use, CancellationToken cancellation)
    {
        int count = 0;
        foreach (SourceSettings settings in sources)
        {
            using IPictureSource source = SourceKinds.Open(settings);
            foreach (SourceEntry entry in source.Entries(cancellation).Where(entry => entry.Refused is null))
            {
                using PooledBytes bytes = entry.Load();
                use(bytes.Span, count++);
            }
        }

        return count;
    }
}

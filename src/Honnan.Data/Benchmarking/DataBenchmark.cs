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

    /// <summary>One pass over all pictures: a line for each thing that the stage compares.</summary>
    /// <param name="stage">What is measured; not <see cref="DataStage.EndToEnd"/> or <see cref="DataStage.Predict"/>, which need a net.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InputException">A picture cannot be read, or there is nothing to measure.</exception>
    public IReadOnlyList<DataPass> Pass(DataStage stage, CancellationToken cancellation) => stage switch
    {
        DataStage.Decode => [Timed("decode", () => Decode(cancellation))],
        DataStage.Load => [Timed("load", () => Load(cancellation))],
        DataStage.Import => Import(cancellation),
        DataStage.Parquet => Parquet(cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "a net measures it"),
    };

    private static ParallelOptions AllCores(CancellationToken cancellation) =>
        new() { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };

    private static DataPass Timed(string what, Func<int> work)
    {
        var clock = Stopwatch.StartNew();
        int pictures = work();
        return new DataPass(what, pictures, clock.Elapsed.TotalSeconds);
    }

    private int Decode(CancellationToken cancellation)
    {
        using PictureStore store = selection.OpenPictures();
        var decoder = new PictureDecoder();
        var preparer = new ViewPreparer(_options);
        Parallel.ForEach(selection.Pictures, AllCores(cancellation), picture =>
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

    private IReadOnlyList<DataPass> Import(CancellationToken cancellation)
    {
        DataPass decoding = Timed("import-decode", () => DecodeEntries(cancellation));
        string folder = Path.Combine(Path.GetTempPath(), $"honnan-{Guid.NewGuid():N}");
        try
        {
            return [Timed("import", () => (int)Importer.ImportAsync(selection.Data, folder, force: false, null, cancellation).GetAwaiter().GetResult().Pictures), decoding];
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private int DecodeEntries(CancellationToken cancellation)
    {
        var decoder = new PictureDecoder();
        var least = new PictureSize(InformationMeasures.ShortSide, InformationMeasures.ShortSide);
        int pictures = 0;
        foreach (SourceSettings settings in selection.Data.Sources)
        {
            using IPictureSource source = SourceKinds.Open(settings);
            Parallel.ForEach(source.Entries(cancellation), AllCores(cancellation), entry =>
            {
                Interlocked.Increment(ref pictures);
                try
                {
                    using PooledBytes bytes = entry.Refused is null ? entry.Load() : throw new InputException(entry.Refused);
                    using PixelBuffer pixels = decoder.DecodePixels(bytes.Span, least);
                }
                catch (InputException)
                {
                    // Import counts those too.
                }
            });
        }

        return pictures;
    }

    private IReadOnlyList<DataPass> Parquet(CancellationToken cancellation)
    {
        SourceSettings[] sources = [.. selection.Data.Sources.Where(s => s.Kind == "parquet")];
        if (sources.Length == 0)
        {
            throw new InputException("the selection has no Parquet source");
        }

        // The same bytes as files, written before the clock runs.
        string folder = Directory.CreateTempSubdirectory("honnan-").FullName;
        using PictureStore store = selection.OpenPictures();
        PictureAddress[] addresses = [.. selection.Pictures.Select(p => p.Address).Where(a => sources.Any(s => s.Name == a.Source))];
        try
        {
            int written = Each(sources, (bytes, i) => File.WriteAllBytes(Path.Combine(folder, $"{i}"), bytes), cancellation);
            Array.ForEach(addresses, address => store.Read(address)); // lays the row groups out
            return
            [
                Timed("parquet", () => Each(sources, (_, _) => { }, cancellation)),
                Timed("parquet-by-address", () => addresses.Count(address => store.Read(address).Length > 0)),
                Timed("files", () => Enumerable.Range(0, written).Count(i => SourceRoot.ReadFile(Path.Combine(folder, $"{i}")).Length > 0)),
            ];
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

using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Data.Reports;

/// <summary>Views of a source's pictures, all in the shape that most of them have, as stored and as the loader gives them.</summary>
internal sealed class SourceViews
{
    /// <summary>Pictures of a source that are looked at.</summary>
    private const int Most = 160;

    private const int ShortSide = 64;
    private const int FinderShortSide = 166; // a quarter of the windows that the study used

    private static readonly LoadingOptions Stored = new() { ShortSide = ShortSide, Overlay = OverlayHandling.Leave, Flip = false };
    private static readonly LoadingOptions Loaded = new() { ShortSide = ShortSide };

    private SourceViews(string source, int bucket, PictureSize size, List<byte[]> stored, List<byte[]> loaded, IReadOnlyList<FrameRectangle> overlay) =>
        (Source, Bucket, Size, AsStored, AsLoaded, Overlay) = (source, bucket, size, stored, loaded, overlay);

    public string Source { get; }

    public int Bucket { get; }

    /// <summary>Every view's size.</summary>
    public PictureSize Size { get; }

    /// <summary>Views of whole pictures or windows, unflipped, uncovered.</summary>
    public IReadOnlyList<byte[]> AsStored { get; }

    /// <summary>The same, flipped by a coin and covered as for training.</summary>
    public IReadOnlyList<byte[]> AsLoaded { get; }

    /// <summary>Places that hardly change from picture to picture, in fractions of the frame: something is drawn over them.</summary>
    public IReadOnlyList<FrameRectangle> Overlay { get; }

    /// <summary>Reads the views of a source.</summary>
    public static SourceViews Of(string source, SelectedPictures pictures, PictureStore store, long seed, CancellationToken cancellation)
    {
        PictureColumns catalogue = pictures.Catalogue;
        int[] own = PictureIndices.Where(pictures.Count, i => catalogue.SourceNames[catalogue.Sources[pictures.Places[i]]] == source);
        int BucketOf(int index) => AspectBuckets.Of(catalogue.Sizes[pictures.Places[index]]);
        int bucket = own.CountBy(BucketOf).OrderByDescending(count => count.Value).ThenBy(count => count.Key).First().Key;
        int[] same = PictureIndices.Where(own, i => BucketOf(i) == bucket);
        SelectedPicture[] chosen = Array.ConvertAll(SourceSample.Of(same, i => catalogue.AddressOf(pictures.Places[i]), Most, store.BlockOf, seed), i => pictures[i]);
        var stored = new ViewPreparer(Stored);
        var loaded = new ViewPreparer(Loaded);
        PictureSize size = AspectBuckets.Size(bucket, ShortSide);
        var before = new byte[]?[chosen.Length];
        var after = new byte[]?[chosen.Length];
        PictureSize large = AspectBuckets.Size(bucket, FinderShortSide);
        var whole = new ViewPreparer(Stored with { ShortSide = FinderShortSide });
        var finder = new OverlayFinder(large);
        var finding = new Lock();
        Parallel.For(0, chosen.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            Chance chance = Chance.Of(seed, Chance.Purpose.View, i);
            var view = new PictureView(i, chance.NextDouble(), false);
            bool mirrored = chance.Next() >> 63 != 0;
            try
            {
                byte[] file = store.Read(chosen[i].Address);
                (byte[] plain, byte[] covered) = (new byte[size.Area * 3], new byte[size.Area * 3]);
                stored.Prepare(file, chosen[i].Size, [view], plain);
                loaded.Prepare(file, chosen[i].Size, [view with { Mirrored = mirrored }], covered);
                (before[i], after[i]) = (plain, covered);
                if (!chosen[i].Size.IsPanorama)
                {
                    byte[] frame = new byte[large.Area * 3];
                    whole.Prepare(file, chosen[i].Size, [view with { Heading = 0.5 }], frame);
                    lock (finding)
                    {
                        finder.Add(frame);
                    }
                }
            }
            catch (InputException)
            {
                // Counted as missing: the sheet says how many were looked at.
            }
        });
        return new SourceViews(source, bucket, size, [.. before.OfType<byte[]>()], [.. after.OfType<byte[]>()], finder.Find());
    }

    /// <summary>Mean and deviation of views; the deviation three times as bright.</summary>
    public (Picture Mean, Picture Deviation) Summary(IReadOnlyList<byte[]> views)
    {
        byte[] mean = new byte[Size.Area * 3];
        byte[] deviation = new byte[mean.Length];
        for (int i = 0; i < mean.Length; i++)
        {
            double average = views.Average(v => (double)v[i]);
            mean[i] = (byte)Math.Round(average);
            deviation[i] = (byte)Math.Min(255, Math.Round(3 * Math.Sqrt(views.Average(v => (v[i] - average) * (v[i] - average)))));
        }

        return (new Picture(Size, mean), new Picture(Size, deviation));
    }

    /// <summary>Numbers for the probe: the views at a quarter of their size.</summary>
    public List<float[]> Numbers(IReadOnlyList<byte[]> views) => [.. views.Select(view =>
    {
        var small = new PictureSize(Math.Max(1, Size.Width / 4), Math.Max(1, Size.Height / 4));
        byte[] rgb = Resizer.Resize(new Picture(Size, view), small, Resampling.Box).Rgb;
        return Array.ConvertAll(rgb, value => (float)value);
    })];
}

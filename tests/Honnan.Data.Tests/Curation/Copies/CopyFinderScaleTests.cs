using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

/// <summary>How long many pictures take, in seconds of one core: other work on the machine does not count.</summary>
[Collection(Alone.Name)]
public sealed class CopyFinderScaleTests
{
    private const int Rows = PictureFingerprint.Rows;
    private const int Columns = 74;

    // Pieces of 40 drawn panoramas in random order: more alike than real ones.
    [Fact]
    [Trait("Category", "slow")]
    public void Find_TenThousandPictures_TakesUnder10SecondsOfOneCore()
    {
        PictureFingerprint[] drawn = [.. Enumerable.Range(2000, 40).Select(scene =>
            PictureFingerprint.Of(DrawnStreet.Cut(DrawnStreet.Panorama(scene), new SourceBox(0, 0, 1320, 331), new PictureSize(660, 166)))!)];
        var random = new Random(5);

        (double seconds, int pairs) = Find(Enumerable.Range(0, 10_000).Select(_ => Pieces(drawn, random)));

        Assert.InRange(seconds, 0, 10);
        Assert.InRange(pairs, 0, 10);
    }

    // Two real views laid over each other, turned and mirrored by chance: as alike as real ones, or more.
    [Fact]
    [Trait("Category", "long")]
    public void Find_FiftyThousandPicturesOfRealOnes_TakesUnder60SecondsOfTwoCores()
    {
        PictureFingerprint[] real = Real();
        var random = new Random(6);

        (double seconds, int pairs) = Find(Enumerable.Range(0, 50_000).Select(_ => Laid(real, random)));

        Assert.InRange(seconds, 0, 2 * 60);
        Assert.InRange(pairs, 0, 15_000); // who shares both views by chance, or most of one
    }

    // Three real views laid over each other. Each picture is made when it is asked for, so that what is measured is the search's memory.
    [Theory]
    [Trait("Category", "long")]
    [InlineData(50_000, 60)]
    [InlineData(200_000, 240)]
    [InlineData(1_000_000, 1200)]
    public void Find_ManyPicturesOfRealOnes_TakesTimeByTheirNumberAndTwoGibibytes(int count, int most)
    {
        PictureFingerprint[] real = Real();
        var pictures = new PictureColumns(["b"], place => PictureFingerprint.FromBytes(Laid(real, new Random(place), layers: 3)));
        for (int i = 0; i < count; i++)
        {
            pictures.Sizes.Add(new PictureSize(1536, 662));
        }

        (double seconds, int pairs) = Find(pictures);

        Assert.InRange(seconds, 0, most);
        Assert.InRange(pairs, 0, count / 10);
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        Assert.InRange(process.PeakWorkingSet64 >> 20, 0, 2048);
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Find_BlocksOfAnySize_GivesTheSamePairs()
    {
        // 9,000 pictures: three parts to be hashed. In every hundred one is another, trimmed or turned.
        PictureFingerprint[] drawn = [.. Enumerable.Range(3000, 40).Select(scene =>
            PictureFingerprint.Of(DrawnStreet.Cut(DrawnStreet.Panorama(scene), new SourceBox(0, 0, 1320, 331), new PictureSize(660, 166)))!)];
        var random = new Random(8);
        List<byte[]> lumas = [.. Enumerable.Range(0, 9_000).Select(_ => Pieces(drawn, random))];
        for (int i = 100; i < lumas.Count; i += 100)
        {
            lumas[i] = Turned(lumas[random.Next(i)], i / 100 % 12);
        }

        PictureColumns pictures = Columned(lumas);
        List<CopyPair> Find(int blockHashes) => CopyFinder.Find(pictures, Enumerable.Range(0, pictures.Count), _ => [], new CopyOptions(), TestContext.Current.CancellationToken, blockHashes);

        List<CopyPair> whole = Find(int.MaxValue);
        Assert.InRange(whole.Count, 60, 200);
        Assert.Equal(whole, Find(1));
        Assert.Equal(whole, Find(1_000_000));
    }

    private static PictureColumns Columned(IEnumerable<byte[]> lumas) =>
        PictureColumns.Of([.. lumas.Select((luma, i) => CatalogueDrawing.Picture("b", i, "HU") with { Fingerprint = PictureFingerprint.FromBytes(luma) })]);

    private static byte[] Turned(byte[] luma, int columns) =>
        [.. Enumerable.Range(0, Rows).SelectMany(row => luma.Skip((row * Columns) + columns).Take(Columns - columns).Concat(Enumerable.Repeat((byte)128, columns)))];

    private static (double Seconds, int Pairs) Find(IEnumerable<byte[]> lumas) => Find(Columned(lumas));

    private static (double Seconds, int Pairs) Find(PictureColumns pictures)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        var clock = System.Diagnostics.Stopwatch.StartNew();
        List<CopyPair> pairs = CopyFinder.Find(pictures, Enumerable.Range(0, pictures.Sizes.Count), _ => [], new CopyOptions(), TestContext.Current.CancellationToken);
        double seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        TestContext.Current.TestOutputHelper!.WriteLine($"{pictures.Sizes.Count} pictures: {seconds:0.0} s of one core, {clock.Elapsed.TotalSeconds:0.0} s, {pairs.Count} pairs, {process.PeakWorkingSet64 >> 20} MiB");
        return (seconds, pairs.Count);
    }

    private static byte[] Pieces(PictureFingerprint[] sources, Random random)
    {
        byte[] luma = new byte[Rows * Columns];
        for (int column = 0; column < Columns;)
        {
            PictureFingerprint from = sources[random.Next(sources.Length)];
            int run = Math.Min(Columns - column, random.Next(4, 14));
            int at = random.Next(from.Columns - run);
            for (int row = 0; row < Rows; row++)
            {
                from.Luma.AsSpan((row * from.Columns) + at, run).CopyTo(luma.AsSpan((row * Columns) + column));
            }

            column += run;
        }

        return luma;
    }

    private static byte[] Laid(PictureFingerprint[] sources, Random random, int layers = 2)
    {
        double[] sum = new double[Rows * Columns];
        double share = layers == 2 ? 0.7 : 1 / Math.Sqrt(layers); // parts have less contrast than one whole
        for (int layer = 0; layer < layers; layer++)
        {
            PictureFingerprint from = sources[random.Next(sources.Length)];
            (int turn, bool mirrored) = (random.Next(from.Columns), random.Next(2) == 0);
            for (int i = 0; i < sum.Length; i++)
            {
                int column = (turn + (mirrored ? Columns - 1 - (i % Columns) : i % Columns)) % from.Columns;
                sum[i] += share * (from.Luma[(i / Columns * from.Columns) + column] - 128);
            }
        }

        return [.. sum.Select(level => (byte)Math.Clamp(128 + level, 0, 255))];
    }

    private static PictureFingerprint[] Real() =>
        [.. Directory.EnumerateFiles(Path.Combine(SharedData.Folder(), "kaggle"), "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Fingerprint).OfType<PictureFingerprint>()];

    private static PictureFingerprint? Fingerprint(string path)
    {
        try
        {
            return PictureFingerprint.Of(new PictureDecoder().Decode(File.ReadAllBytes(path), new PictureSize(128, 128)));
        }
        catch (InputException)
        {
            return null; // some are damaged
        }
    }
}

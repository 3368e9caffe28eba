using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Imaging;
using ParquetSharp;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

/// <summary>How many copies of real views are found: each of a window of a panorama, coded, scaled, trimmed or turned by chance.</summary>
[Collection(Alone.Name)]
public sealed class CopyRecallTests
{
    private static readonly PictureSize Window = new(768, 331);

    private static readonly (string Name, Func<View, Random, byte[]> Make)[] Kinds =
    [
        ("coded anew", (view, random) => view.Cut(quality: random.Next(30, 95))),
        ("scaled to 40 to 95 %", (view, random) => view.Cut(scale: Between(random, 0.4, 0.95))),
        ("brighter or darker by up to 30 %", (view, random) => view.Cut(light: Between(random, 0.7, 1.3))),
        ("trimmed around by up to 6 %", (view, random) => Between(random, 0.005, 0.06) is var t ? view.Cut(left: t, right: t, above: t, below: t) : []),
        ("trimmed at the left by up to 20 %", (view, random) => view.Cut(left: Between(random, 0.02, 0.2))),
        ("trimmed below by up to 13 %", (view, random) => view.Cut(below: Between(random, 0.02, 0.13))),
        ("trimmed above by up to 13 %", (view, random) => view.Cut(above: Between(random, 0.02, 0.13))),
        ("trimmed anyhow, scaled and coded", (view, random) => view.Cut(
            left: Between(random, 0, 0.08), right: Between(random, 0, 0.08), above: Between(random, 0, 0.06), below: Between(random, 0, 0.06), scale: Between(random, 0.5, 1), quality: random.Next(40, 90))),
        ("turned by 2 to 17 %", (view, random) => view.Cut(turned: Between(random, 0.02, 0.17))),
        ("turned by 17 to 50 %", (view, random) => view.Cut(turned: Between(random, 0.17, 0.5))),
        ("turned by 50 to 58 %", (view, random) => view.Cut(turned: Between(random, 0.5, 0.58))),
        ("turned, trimmed above by 3 %, scaled and coded", (view, random) => view.Cut(turned: Between(random, 0.05, 0.3), above: 0.03, scale: Between(random, 0.5, 1), quality: 60)),
    ];

    [Fact]
    [Trait("Category", "long")]
    public void Find_CopiesOfRealViews_FindsNearlyAll()
    {
        // Every third of 257: what panoramas there are, decoded, would be a gigabyte.
        View[] views = [.. Panoramas().Where((_, i) => i % 3 == 0).Select((jpeg, i) => new View(new PictureDecoder().Decode(jpeg), new Random(i)))];
        int all = 0, found = 0;
        foreach ((string name, Func<View, Random, byte[]> make) in Kinds)
        {
            List<CataloguePicture> pictures = [.. views.SelectMany((view, i) => new[] { Judged(view.Cut(), 2 * i), Judged(make(view, new Random(1000 + i)), (2 * i) + 1) })];
            List<CopyPair> pairs = CopyFinder.Find(PictureColumns.Of(pictures), Enumerable.Range(0, pictures.Count), _ => [], new CopyOptions(), TestContext.Current.CancellationToken);
            int right = pairs.Count(pair => pair.First / 2 == pair.Second / 2);
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: found {right} of {views.Length}, other pairs {pairs.Count - right}"));
            Assert.InRange(right, (int)(0.93 * views.Length), views.Length);
            Assert.Equal(right, pairs.Count);
            (all, found) = (all + views.Length, found + right);
        }

        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"found {found} of {all}: {100.0 * found / all:0.0} %"));
        Assert.InRange(found / (double)all, 0.985, 1);
    }

    private static double Between(Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    private static CataloguePicture Judged(byte[] jpeg, int number) => CatalogueDrawing.Picture("b", number, "HU") with
    {
        Size = new PictureDecoder().ReadHeader(jpeg).Size,
        Fingerprint = PictureFingerprint.Of(new PictureDecoder().Decode(jpeg, new PictureSize(128, 128))),
    };

    private static IEnumerable<byte[]> Panoramas()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(SharedData.Folder(), "hf-pano", "data"), "*.parquet").Order(StringComparer.Ordinal))
        {
            using var file = new ParquetFileReader(path);
            int bytes = Enumerable.Range(0, file.FileMetaData.Schema.NumColumns).First(i => file.FileMetaData.Schema.Column(i).Path.ToDotString().EndsWith("bytes", StringComparison.Ordinal));
            for (int i = 0; i < file.FileMetaData.NumRowGroups; i++)
            {
                using RowGroupReader group = file.RowGroup(i);
                using ColumnReader column = group.Column(bytes);
                using LogicalColumnReader<byte[]> values = column.LogicalReader<byte[]>();
                foreach (byte[] jpeg in values.ReadAll((int)group.MetaData.NumRows))
                {
                    yield return jpeg;
                }
            }
        }
    }

    /// <summary>A window of a panorama, as wide as a single view, somewhere.</summary>
    private sealed class View(Picture panorama, Random random)
    {
        private readonly double _start = random.Next(panorama.Width);
        private readonly double _width = panorama.Height * (double)Window.Width / Window.Height;

        /// <summary>The window moved and trimmed by shares of its sides, as a JPEG.</summary>
        public byte[] Cut(double turned = 0, double left = 0, double right = 0, double above = 0, double below = 0, double scale = 1, double light = 1, int quality = 85)
        {
            double start = _start + (_width * turned);
            var box = new SourceBox(start + (_width * left), panorama.Height * above, start + (_width * (1 - right)), panorama.Height * (1 - below));
            var size = new PictureSize((int)(Window.Width * (1 - left - right) * scale), (int)(Window.Height * (1 - above - below) * scale));
            Picture cut = DrawnStreet.Cut(panorama, box, size);
            return PictureEncoder.Jpeg(light == 1 ? cut : DrawnStreet.Lit(cut, light), quality);
        }
    }
}

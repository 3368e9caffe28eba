using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Curation.Copies;

[Collection(Alone.Name)]
public sealed class CopyFinderTests
{
    private static readonly PictureSize Window = new(768, 331);

    private enum Expected
    {
        SamePicture,
        SameView,
        Another,
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Find_MadePairs_HasThePrecisionAndRecallStated()
    {
        // Each scene is a place; of each there is one picture and one variant, of another kind for every scene.
        const int PerKind = 12;
        (string Name, Expected Expected, Func<Picture, int, byte[]> Make)[] kinds =
        [
            ("coded anew at quality 40 to 95", Expected.SamePicture, (scene, i) => Jpeg(scene, Part(), Window, 40 + (5 * i))),
            ("scaled to 40 to 95 %", Expected.SamePicture, (scene, i) => Jpeg(scene, Part(), Scaled(0.4 + (0.05 * i)), 85)),
            ("brighter or darker by up to a quarter", Expected.SamePicture, (scene, i) => PictureEncoder.Jpeg(DrawnStreet.Lit(DrawnStreet.Cut(scene, Part(), Window), 0.75 + (i / 24.0)), 85)),
            ("trimmed around by 1 to 6 %", Expected.SamePicture, (scene, i) => Jpeg(scene, Trimmed(0.005 * (i + 2), 0.005 * (i + 2)), Window, 85)),
            ("trimmed at the left by 2 to 13 %", Expected.SamePicture, (scene, i) => Jpeg(scene, new SourceBox(150 + (7.68 * (i + 2)), 0, 918, 331), new PictureSize(768 - (int)(7.68 * (i + 2)), 331), 85)),
            ("trimmed below by 2 to 13 %", Expected.SamePicture, (scene, i) => Jpeg(scene, new SourceBox(150, 0, 918, 331 - (3.31 * (i + 2))), new PictureSize(768, 331 - (int)(3.31 * (i + 2))), 85)),
            ("turned by 2 to 13 %", Expected.SameView, (scene, i) => Jpeg(scene, Part(7.68 * (i + 2)), Window, 85)),
            ("turned by 17 to 50 %", Expected.SameView, (scene, i) => Jpeg(scene, Part(768 * (0.17 + (0.03 * i))), Window, 85)),
            ("the panorama it is cut from", Expected.SameView, (scene, i) => Jpeg(scene, new SourceBox(i * 50, 0, (i * 50) + 1320, 331), new PictureSize(1122, 281), 85)),
            ("mirrored", Expected.Another, (scene, i) => PictureEncoder.Jpeg(Mirrored(DrawnStreet.Cut(scene, Part(), Window)), 85)),
        ];
        var pictures = new List<CataloguePicture>();
        var truth = new List<Expected>();
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            for (int i = 0; i < PerKind; i++)
            {
                Picture scene = DrawnStreet.Panorama((100 * kind) + i);
                pictures.Add(Judged(Jpeg(scene, Part(), Window, 90), pictures.Count));
                pictures.Add(Judged(kinds[kind].Make(scene, i), pictures.Count));
                truth.Add(kinds[kind].Expected);
            }
        }

        List<CopyPair> pairs = Find(pictures);
        CopyPair[] wrong = [.. pairs.Where(pair => pair.First / 2 != pair.Second / 2 || truth[pair.First / 2] == Expected.Another)];
        var found = pairs.Where(pair => pair.First / 2 == pair.Second / 2).ToDictionary(pair => pair.First / 2);
        for (int kind = 0; kind < kinds.Length; kind++)
        {
            int[] scenes = [.. Enumerable.Range(kind * PerKind, PerKind)];
            int recalled = scenes.Count(found.ContainsKey);
            int right = scenes.Count(s => found.TryGetValue(s, out CopyPair? pair) && pair.SamePicture == (kinds[kind].Expected == Expected.SamePicture));
            double least = scenes.Where(found.ContainsKey).Select(s => found[s].Correlation).DefaultIfEmpty().Min();
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kinds[kind].Name}: found {recalled} of {PerKind}, of the right kind {right}, correlation from {least:0.000}"));
            if (kinds[kind].Expected != Expected.Another)
            {
                Assert.InRange(recalled, PerKind - 1, PerKind);
                Assert.InRange(right, PerKind - 1, PerKind);
            }
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{pairs.Count} pairs, {wrong.Length} wrong");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Find_WindowsUnderTheSameOverlay_AreNotCopiesForIt()
    {
        var pictures = new List<CataloguePicture>();
        for (int i = 0; i < 6; i++)
        {
            Picture scene = DrawnStreet.Panorama(900 + i);
            Picture picture = DrawnStreet.Cut(scene, Part(), Window);
            OverlayMask.GeoGuessr.Fill(picture.Rgb, Window, symmetric: false);
            pictures.Add(Judged(PictureEncoder.Jpeg(picture, 85), i));
        }

        Assert.Empty(Find(pictures, OverlayMask.GeoGuessr.Layout(symmetric: false)));
        Assert.Equal((4, 74), OverlayColumns.Free(74, OverlayMask.GeoGuessr.Layout(symmetric: false)));
        Assert.Equal((0, 74), OverlayColumns.Free(74, []));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-17)]
    [InlineData(-130)]
    [InlineData(130)]
    [InlineData(260)]
    public void Measured_AroundAPanorama_WrapsInsideIt(double column)
    {
        GreyBand band = Panorama();
        Assert.Equal(130, band.Columns);
        BandAlignment at = new BandAlignment(column).Measured(band, band);
        Assert.Equal((1, 1), (at.Overlap, Math.Round(at.Correlation, 2))); // the constant of one level keeps it just below 1
        Assert.InRange(new BandAlignment(column + 20).Measured(band, band).Correlation, -0.5, 0.5);
    }

    [Fact]
    public void Measured_PartsTurnedScaledAndMoved_IsWhatTheFormulaGives()
    {
        GreyBand whole = Panorama();
        Picture scene = DrawnStreet.Panorama(1);
        GreyBand part = new(PictureFingerprint.Of(DrawnStreet.Cut(scene, new SourceBox(100, 0, 868, 331), new PictureSize(384, 166)))!, 4, 70, wraps: false);
        foreach ((GreyBand first, GreyBand second) in new[] { (part, whole), (part, part), (whole, part) })
        {
            foreach (BandAlignment at in new[] { new BandAlignment(9.7), new BandAlignment(-3), new BandAlignment(125.5), new BandAlignment(2.2, 0.8, 0.95, 0.94), new BandAlignment(-7.25, -1.5, 1.03, 1.05) })
            {
                (double correlation, double overlap) = Pearson(first, second, at);
                BandAlignment measured = at.Measured(first, second);
                Assert.Equal(correlation, measured.Correlation, 1e-4);
                Assert.Equal(overlap, measured.Overlap, 1e-9);
            }
        }
    }

    [Fact]
    public void Row_OfABand_IsTheLevelsLessTheMeanAround()
    {
        PictureFingerprint fingerprint = PictureFingerprint.Of(DrawnStreet.Cut(DrawnStreet.Panorama(1), new SourceBox(0, 0, 1320, 331), new PictureSize(660, 166)))!;
        foreach ((int from, int to, bool wraps) in new[] { (0, fingerprint.Columns, true), (5, 61, false) })
        {
            var band = new GreyBand(fingerprint, from, to, wraps);
            foreach ((int row, int column) in new[] { (0, from), (19, to - 1), (7, from + 1), (12, 40), (2, to - 2) })
            {
                double mean = Enumerable.Range(-3, 7).Average(down => Enumerable.Range(-3, 7).Average(across => (double)fingerprint.Luma[
                    (Math.Clamp(row + down, 0, 19) * fingerprint.Columns) + (wraps ? (column + across + to) % to : Math.Clamp(column + across, from, to - 1))]));
                Assert.Equal(fingerprint.Luma[(row * fingerprint.Columns) + column] - mean, band.Row(row)[column], 1e-3);
            }
        }
    }

    private static GreyBand Panorama()
    {
        PictureFingerprint fingerprint = PictureFingerprint.Of(DrawnStreet.Cut(DrawnStreet.Panorama(1), new SourceBox(0, 0, 1320, 331), new PictureSize(650, 160)))!;
        return new GreyBand(fingerprint, 0, fingerprint.Columns, wraps: true);
    }

    // Pearson's correlation with one level's variance added to either side, of the first's cells and what the second has there,
    // interpolated between its four cells.
    private static (double Correlation, double Overlap) Pearson(GreyBand first, GreyBand second, BandAlignment at)
    {
        var pairs = new List<(double A, double B)>();
        for (int row = 0; row < PictureFingerprint.Rows; row++)
        {
            for (int column = first.From; column < first.To; column++)
            {
                (double y, double x) = ((row * at.ScaleY) + at.Row, (column * at.ScaleX) + at.Column);
                if (y is < -0.5 or > 19.5 || (!second.Wraps && (x < second.From || x > second.To - 1)))
                {
                    continue;
                }

                y = Math.Clamp(y, 0, 19);
                double Cell(double r, double c) => second.Row((int)Math.Min(r, 19))[(int)(((c % second.Columns) + second.Columns) % second.Columns)];
                (double top, double left) = (Math.Floor(y), Math.Floor(x));
                double Line(double r) => ((1 - (x - left)) * Cell(r, left)) + (x > left ? (x - left) * Cell(r, left + 1) : 0);
                pairs.Add((first.Row(row)[column], ((1 - (y - top)) * Line(top)) + (y > top ? (y - top) * Line(top + 1) : 0)));
            }
        }

        double Mean(Func<(double A, double B), double> of) => pairs.Count == 0 ? 0 : pairs.Average(of);
        (double a, double b) = (Mean(p => p.A), Mean(p => p.B));
        double spread = Math.Sqrt((Mean(p => (p.A - a) * (p.A - a)) + 1) * (Mean(p => (p.B - b) * (p.B - b)) + 1));
        return (Mean(p => (p.A - a) * (p.B - b)) / spread, pairs.Count / (20.0 * Math.Min(first.To - first.From, second.To - second.From)));
    }

    private static List<CopyPair> Find(List<CataloguePicture> pictures, IReadOnlyList<FrameRectangle>? overlay = null) => CopyFinder.Find(
        PictureColumns.Of(pictures), Enumerable.Range(0, pictures.Count), _ => overlay ?? [], new CopyOptions(), TestContext.Current.CancellationToken);

    private static CataloguePicture Judged(byte[] jpeg, int number)
    {
        Picture pixels = new PictureDecoder().Decode(jpeg, new PictureSize(128, 128));
        return CatalogueDrawing.Picture("b", number, "HU") with
        {
            Size = new PictureDecoder().ReadHeader(jpeg).Size,
            Fingerprint = PictureFingerprint.Of(pixels),
        };
    }

    private static byte[] Jpeg(Picture scene, SourceBox box, PictureSize size, int quality) =>
        PictureEncoder.Jpeg(DrawnStreet.Cut(scene, box, size), quality);

    private static SourceBox Part(double turned = 0) => new(150 + turned, 0, 918 + turned, 331);

    private static SourceBox Trimmed(double sides, double ends) =>
        new(150 + (768 * sides), 331 * ends, 918 - (768 * sides), 331 * (1 - ends));

    private static PictureSize Scaled(double by) => new((int)(768 * by), (int)(331 * by));

    private static Picture Mirrored(Picture picture) => Resizer.Resize(picture, picture.Size, Resampling.Box, mirrored: true);
}

using Honnan.Data.Configuration;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Tests.Imaging;
using Xunit;

namespace Honnan.Data.Tests.Loading;

public sealed class AugmentationTests
{
    private static readonly PictureSize Size = new(74, 32);
    private static readonly AugmentationOptions All = new() { Brightness = 0.3, Contrast = 0.3, Blur = 1.5, Rotation = 8, Erase = 0.5 };

    [Fact]
    public void Load_Augmented_IsTheSameForAnyNumberOfWorkersAndOtherInEveryEpoch()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(LoadingSamples.MixedSizes(24));
        LoadingOptions options = new() { ShortSide = 32, Augment = All };

        byte[][] one = Pixels(1, 0);

        Assert.Equal(one, Pixels(3, 0));
        Assert.NotEqual(one, Pixels(1, 1));

        byte[][] Pixels(int workers, int epoch)
        {
            var all = new List<byte[]>();
            var loader = new BatchLoader(source, samples, options with { Workers = workers });
            foreach (PictureBatch batch in loader.Load(TrainingPlan.Create(samples, options, 5, 3, epoch), TestContext.Current.CancellationToken))
            {
                using (batch)
                {
                    all.Add(batch.Pixels[..batch.ByteCount]);
                }
            }

            return [.. all];
        }
    }

    [Fact]
    public void Create_WithoutAugmentation_PlansAsItEverDid()
    {
        Sample[] samples = [.. Enumerable.Range(0, 40).Select(i => new Sample(new("a", $"{i}"), Size, 0))];

        PictureView[] plain = [.. TrainingPlan.Create(samples, new LoadingOptions(), 8, 1, 0).SelectMany(b => b)];
        PictureView[] changed = [.. TrainingPlan.Create(samples, new LoadingOptions { Augment = All }, 8, 1, 0).SelectMany(b => b)];

        Assert.All(plain, v => Assert.Equal(0UL, v.Draw));
        Assert.Equal(plain, changed.Select(v => v with { Draw = 0 }));
        Assert.Equal(40, changed.Select(v => v.Draw).Distinct().Count());
    }

    [Fact]
    public void Prepare_ViewToBeJudged_IsNotChanged()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(148, 64));
        var options = new LoadingOptions { ShortSide = 32 };
        PictureView view = EvaluationPlan.Views(0, samples[0].Size, 4, mirrored: false).Single();

        byte[] plain = Prepared(options);

        Assert.Equal(plain, Prepared(options with { Augment = All }));

        byte[] Prepared(LoadingOptions how)
        {
            byte[] rgb = new byte[Size.Area * 3];
            new ViewPreparer(how).Prepare(source.Read(samples[0].Address), samples[0].Size, [view], rgb);
            return rgb;
        }
    }

    [Fact]
    public void Prepare_Augmented_LeavesTheMaskWhereItIs()
    {
        (DrawnSource source, Sample[] samples) = LoadingSamples.Drawn(new PictureSize(148, 64));
        byte[] mask = new byte[Size.Area * 3];
        OverlayMask.GeoGuessr.Fill(mask, Size, symmetric: true);
        int[] covered = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i] == OverlayMask.Level)];
        Assert.NotEmpty(covered);

        for (ulong draw = 1; draw < 20; draw++)
        {
            byte[] rgb = new byte[mask.Length];
            new ViewPreparer(new LoadingOptions { ShortSide = 32, Augment = All })
                .Prepare(source.Read(samples[0].Address), samples[0].Size, [new PictureView(0, 0.5, false, draw)], rgb);
            Assert.All(covered, i => Assert.Equal(OverlayMask.Level, rgb[i]));
        }
    }

    // v' = m + c (b v − m) with b = 0.5, c = 2 and m the mean of 50, 25, 25 and 0: 25 + 2 (50 − 25) = 75; 25; −25, clipped.
    [Fact]
    public void Tone_FourValues_AreTheFormulas()
    {
        byte[] values = [100, 50, 50, 0];

        Augmentation.Tone(values, 0.5, 2);

        Assert.Equal([75, 25, 25, 0], values);
    }

    [Fact]
    public void Apply_EraseAlways_MakesOneGreyRectangleOfTheAreaThatIsSaid()
    {
        for (ulong draw = 1; draw < 50; draw++)
        {
            byte[] rgb = new byte[Size.Area * 3];
            Augmentation.Apply(new AugmentationOptions { Erase = 1 }, draw, rgb, Size);
            (int X, int Y)[] grey = [.. Enumerable.Range(0, (int)Size.Area).Where(i => rgb[3 * i] == OverlayMask.Level).Select(i => (i % Size.Width, i / Size.Width))];
            int width = grey.Max(p => p.X) - grey.Min(p => p.X) + 1;
            int height = grey.Max(p => p.Y) - grey.Min(p => p.Y) + 1;
            Assert.Equal(grey.Length, width * height);
            Assert.InRange(grey.Length / (double)Size.Area, 0.015, 0.35);
        }
    }

    [Fact]
    public void Apply_EachChangeAlone_ChangesThePicture()
    {
        byte[] before = DrawnPicture.Noise(Size.Width, Size.Height, 4).Rgb[..(int)(Size.Area * 3)];
        AugmentationOptions[] each =
        [
            new() { Brightness = 0.5 }, new() { Contrast = 0.5 }, new() { Blur = 3 }, new() { Rotation = 10 }, new() { Erase = 1 },
        ];

        Assert.All(each, options =>
        {
            byte[] after = [.. before];
            Augmentation.Apply(options, 77, after, Size);
            Assert.NotEqual(before, after);
        });
    }

    [Fact]
    public void Errors_ValuesOutOfRange_AreAllTold()
    {
        string message = Assert.Throws<InputException>(() => StrictJson.Parse<LoadingOptions>(
            """{ "augment": { "brightness": 1, "contrast": -1, "blur": 9, "rotation": 90, "erase": 2 } }""", "x")).Message;

        Assert.All(["augment.brightness", "augment.contrast", "augment.blur", "augment.rotation", "augment.erase"], key => Assert.Contains(key, message, StringComparison.Ordinal));
        Assert.Contains("everything else", Assert.Throws<InputException>(() => StrictJson.Parse<LoadingOptions>("""{ "augment": {} }""", "x")).Message, StringComparison.Ordinal);
    }
}

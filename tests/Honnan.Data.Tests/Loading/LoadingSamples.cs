using CsCheck;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Data.Tests.Imaging;

namespace Honnan.Data.Tests.Loading;

/// <summary>Samples drawn for tests, with or without pictures behind them.</summary>
internal static class LoadingSamples
{
    /// <summary>Samples of two sources with no pictures: panoramas, windows and single views of many shapes.</summary>
    public static Gen<Sample[]> Any { get; } = Gen
        .Select(Gen.Int[20, 3000], Gen.Int[20, 3000], Gen.Int[0, 5], Gen.Bool)
        .Select((width, height, label, first) => new Sample(new PictureAddress(first ? "a" : "b", "x"), new PictureSize(width, height), label * label / 5))
        .Array[1, 120];

    /// <summary>A source whose pictures are JPEGs of the given sizes.</summary>
    public static (DrawnSource Source, Sample[] Samples) Drawn(params PictureSize[] sizes)
    {
        var source = new DrawnSource();
        Sample[] samples = [.. sizes.Select((size, i) => new Sample(new PictureAddress(i % 2 == 0 ? "even" : "odd", $"{i}.jpg"), size, i % 3))];
        for (int i = 0; i < sizes.Length; i++)
        {
            source.Files[samples[i].Address] = PictureEncoder.Jpeg(DrawnPicture.Noise(sizes[i].Width, sizes[i].Height, i));
        }

        return (source, samples);
    }

    /// <summary>Sizes in which panoramas, windows, squares and upright pictures take turns.</summary>
    public static PictureSize[] MixedSizes(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (i % 4) switch
        {
            0 => new PictureSize(280 + (8 * i), 70 + (2 * i)),
            1 => new PictureSize(1536 / 8, 662 / 8),
            2 => new PictureSize(100, 97),
            _ => new PictureSize(64, 100),
        })];
}

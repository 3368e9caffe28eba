using System.Collections.Concurrent;
using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.World;
using Honnan.World.Optics;

namespace Honnan.Web.Play;

/// <summary>Drawn pictures to try the page with: always the same, drawn when first asked for.</summary>
internal sealed class DrawnExamples
{
    private static readonly (string Country, WorldFormat Format, int Index)[] Chosen =
    [
        ("JP", WorldFormat.View, 3), ("HU", WorldFormat.View, 0), ("GR", WorldFormat.View, 2),
        ("NL", WorldFormat.Panorama, 1), ("US", WorldFormat.View, 4), ("SE", WorldFormat.Panorama, 0),
    ];

    private const int ThumbnailHeight = 240; // pixels: twice what the page gives it on a usual window
    private const int Quality = 80;

    private readonly DrawnWorld _world = new(new WorldOptions { Seed = 5, Workers = 1 });
    private readonly ConcurrentDictionary<int, Lazy<Task<byte[]>>> _files = new();
    private readonly ConcurrentDictionary<int, Lazy<Task<byte[]>>> _thumbnails = new();

    /// <summary>How many there are.</summary>
    public static int Count => Chosen.Length;

    /// <summary>Whether one is a panorama.</summary>
    public static bool IsPanorama(int number) => Chosen[number].Format == WorldFormat.Panorama;

    /// <summary>The JPEG of one, counted from 0.</summary>
    public Task<byte[]> FileAsync(int number) => _files.GetOrAdd(number, n => new Lazy<Task<byte[]>>(() => Task.Run(() =>
        _world.Render(CountryCode.Parse(Chosen[n].Country), Chosen[n].Format, Chosen[n].Index).Jpeg))).Value;

    /// <summary>A small JPEG of one, counted from 0.</summary>
    public Task<byte[]> ThumbnailAsync(int number) => _thumbnails.GetOrAdd(number, n => new Lazy<Task<byte[]>>(async () => Small(await FileAsync(n)))).Value;

    private static byte[] Small(byte[] jpeg)
    {
        var decoder = new PictureDecoder();
        PictureSize whole = decoder.ReadHeader(jpeg).Size;
        var size = new PictureSize(whole.Width * ThumbnailHeight / whole.Height, ThumbnailHeight);
        return PictureEncoder.Jpeg(Resizer.Resize(decoder.Decode(jpeg, size), size, Resampling.Bilinear), Quality);
    }
}

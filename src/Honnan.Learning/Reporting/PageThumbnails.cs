using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Reporting;

/// <summary>Small copies of pictures inside a page, within a number of bytes.</summary>
public static class PageThumbnails
{
    private const int Quality = 60;

    private static readonly PictureSize Box = new(260, 150);

    /// <summary>Each picture's JPEG in base64, by its index; those that cannot be read or for which there is no room are missing.</summary>
    /// <param name="bytes">Where the pictures are; safe for several threads.</param>
    /// <param name="predictions">Every picture.</param>
    /// <param name="shown">Indices of those wanted, the most important first.</param>
    /// <param name="budget">Characters, at most.</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static IReadOnlyDictionary<int, string> Of(IPictureBytes bytes, IReadOnlyList<Prediction> predictions, IReadOnlyList<int> shown, long budget, CancellationToken stop)
    {
        string?[] made = new string?[shown.Count];
        Parallel.For(0, shown.Count, new ParallelOptions { CancellationToken = stop }, i =>
        {
            Prediction picture = predictions[shown[i]];
            made[i] = Of(bytes, new PictureAddress(picture.Source, picture.File));
        });
        var kept = new Dictionary<int, string>();
        long used = 0;
        foreach ((int index, string? thumbnail) in shown.Zip(made))
        {
            if (thumbnail is not null && used + thumbnail.Length <= budget)
            {
                kept[index] = thumbnail;
                used += thumbnail.Length;
            }
        }

        return kept;
    }

    private static string? Of(IPictureBytes bytes, PictureAddress address)
    {
        try
        {
            byte[] file = bytes.Read(address);
            var decoder = new PictureDecoder();
            PictureSize stored = decoder.ReadHeader(file).Size;
            double scale = Math.Min(1, Math.Min((double)Box.Width * (stored.IsPanorama ? 2 : 1) / stored.Width, (double)Box.Height / stored.Height));
            var size = new PictureSize(Math.Max(1, (int)(stored.Width * scale)), Math.Max(1, (int)(stored.Height * scale)));
            return Convert.ToBase64String(PictureEncoder.Jpeg(Resizer.Resize(decoder.Decode(file, size), size, Resampling.Bilinear), Quality));
        }
        catch (InputException)
        {
            return null; // the page says so in the picture's place
        }
    }
}

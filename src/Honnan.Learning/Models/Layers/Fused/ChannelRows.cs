using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// Maps [N,C,h,w] as they lie in memory channels last: N · h · w rows of C numbers. What threads take are parts of one picture's rows, as
/// many as the shape says: what a picture adds to a sum is the same to the last bit on every machine and on whichever rank it is.
/// </summary>
/// <param name="Pictures">N.</param>
/// <param name="PictureRows">h · w.</param>
/// <param name="Channels">C.</param>
internal readonly record struct ChannelRows(int Pictures, int PictureRows, int Channels)
{
    /// <summary>Channels that are computed with at once; others are not taken.</summary>
    public const int Lanes = 16;

    private const int PartNumbers = 1 << 17; // few enough that every core has some
    private const int MostRows = 512; // whose float32 sums keep six digits

    /// <summary>N · h · w.</summary>
    public int Rows => Pictures * PictureRows;

    /// <summary>How many parts there are.</summary>
    public int Parts => Pictures * PictureParts;

    private int PictureParts => (PictureRows + PartRows - 1) / PartRows;

    private int PartRows => Math.Clamp(PartNumbers / Channels, 1, MostRows);

    /// <summary>Whether maps can be taken so.</summary>
    public static bool Fit(Tensor maps)
    {
        if (maps.dim() != 4 || maps.dtype is not (ScalarType.BFloat16 or ScalarType.Float32) || maps.numel() == 0 || maps.numel() / maps.shape[1] > int.MaxValue || !ComputeDevice.IsHost(maps))
        {
            return false;
        }

        using Tensor last = maps.permute(0, 2, 3, 1);
        return maps.shape[1] % Lanes == 0 && last.is_contiguous();
    }

    /// <summary>How maps that <see cref="Fit"/> are taken.</summary>
    public static ChannelRows Of(Tensor maps) => new((int)maps.shape[0], (int)(maps.shape[2] * maps.shape[3]), (int)maps.shape[1]);

    /// <summary>New maps of the shape, type and layout of others, of any numbers; caller disposes.</summary>
    public static Tensor Like(Tensor maps)
    {
        long[] shape = maps.shape;
        using Tensor dense = empty([shape[0], shape[2], shape[3], shape[1]], dtype: maps.dtype, device: maps.device);
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>Has every part taken, on as many threads as libtorch has for an operation.</summary>
    /// <param name="take">Given the part, its first row and how many it has.</param>
    public void ForEachPart(Action<int, int, int> take)
    {
        (int pictureRows, int partRows, int pictureParts, int parts) = (PictureRows, PartRows, PictureParts, Parts);
        int threads = Math.Min(parts, get_num_threads());
        if (threads > 1)
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, Take);
            return;
        }

        for (int part = 0; part < parts; part++)
        {
            Take(part);
        }

        void Take(int part)
        {
            (int picture, int within) = Math.DivRem(part, pictureParts);
            int skipped = within * partRows;
            take(part, (picture * pictureRows) + skipped, Math.Min(partRows, pictureRows - skipped));
        }
    }
}

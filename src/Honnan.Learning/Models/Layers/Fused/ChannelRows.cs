using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// Maps [N,C,h,w] as they lie in memory channels last: N · h · w rows of C numbers. Parts of rows are what threads take, as many as
/// the shape says and not the machine, so that sums are added up in the same order everywhere.
/// </summary>
internal readonly record struct ChannelRows(int Rows, int Channels)
{
    /// <summary>Channels that are computed with at once; others are not taken.</summary>
    public const int Lanes = 8;

    private const int PartNumbers = 1 << 16; // of bfloat16, two or three maps read side by side are what the second cache holds

    /// <summary>Rows of a part; the last may have fewer.</summary>
    public int PartRows => Math.Max(1, PartNumbers / Channels);

    /// <summary>How many parts there are.</summary>
    public int Parts => (Rows + PartRows - 1) / PartRows;

    /// <summary>Whether maps can be taken so.</summary>
    public static bool Fit(Tensor maps)
    {
        if (maps.dim() != 4 || maps.dtype is not (ScalarType.BFloat16 or ScalarType.Float32) || maps.numel() is 0 or > int.MaxValue || !ComputeDevice.IsHost(maps))
        {
            return false;
        }

        using Tensor last = maps.permute(0, 2, 3, 1);
        return maps.shape[1] % Lanes == 0 && last.is_contiguous();
    }

    /// <summary>How maps that <see cref="Fit"/> are taken.</summary>
    public static ChannelRows Of(Tensor maps) => new((int)(maps.numel() / maps.shape[1]), (int)maps.shape[1]);

    /// <summary>New maps of the shape, type and layout of others, of any numbers; caller disposes.</summary>
    public static Tensor Like(Tensor maps)
    {
        long[] shape = maps.shape;
        using Tensor dense = empty([shape[0], shape[2], shape[3], shape[1]], dtype: maps.dtype, device: maps.device);
        return dense.permute(0, 3, 1, 2);
    }

    /// <summary>Where the numbers of maps are that lie so.</summary>
    public static nint Address(Tensor maps)
    {
        using Tensor last = maps.permute(0, 2, 3, 1);
        return FlatOptimizer.Address(last);
    }

    /// <summary>Has every part taken, on as many threads as libtorch has for an operation.</summary>
    /// <param name="take">Given the part, its first row and how many it has.</param>
    public void ForEachPart(Action<int, int, int> take)
    {
        (int rows, int partRows, int parts) = (Rows, PartRows, Parts);
        int threads = Math.Min(parts, get_num_threads());
        if (threads <= 1)
        {
            for (int part = 0; part < parts; part++)
            {
                take(part, part * partRows, Math.Min(partRows, rows - (part * partRows)));
            }

            return;
        }

        Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => take(part, part * partRows, Math.Min(partRows, rows - (part * partRows))));
    }
}

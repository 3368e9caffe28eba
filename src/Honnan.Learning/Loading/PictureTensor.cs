using Honnan.Data.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Loading;

/// <summary>Wraps loaded pixels as a net's input.</summary>
public static class PictureTensor
{
    // Held for good: numbers converted on the spot may be collected while libtorch still reads them.
    private static readonly Scalar Scale = (1 / 127.5f).ToScalar();
    private static readonly Scalar One = 1.ToScalar();

    /// <summary>
    /// [N,H,W,3] bytes → [N,3,H,W] float32 in [-1,1], channels-last: (v / 255 − 0.5) / 0.5, the study's normalisation (which
    /// wrote [-1,1), but the brightest value, 255, is 1). The pixels are copied; caller disposes.
    /// </summary>
    public static Tensor From(PictureBatch batch)
    {
        int count = batch.Count * batch.Size.Width * batch.Size.Height * 3;
        using Tensor raw = empty([batch.Count, batch.Size.Height, batch.Size.Width, 3], ScalarType.Byte);
        batch.Pixels.AsSpan(0, count).CopyTo(raw.bytes);
        using Tensor scaled = raw.to_type(ScalarType.Float32);
        scaled.mul_(Scale).sub_(One);
        return scaled.permute(0, 3, 1, 2);
    }
}

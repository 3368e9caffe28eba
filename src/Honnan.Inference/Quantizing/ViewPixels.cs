using Honnan.Data;
using Honnan.Inference.Sessions;

namespace Honnan.Inference.Quantizing;

/// <summary>A view as it is kept while a model is quantised: in bytes, a quarter of what the net sees.</summary>
/// <param name="Rgb">[H,W,3].</param>
/// <param name="Size">H and W.</param>
internal sealed record ViewPixels(byte[] Rgb, PictureSize Size)
{
    /// <summary>What the net sees, made anew: [3,H,W] in [-1,1].</summary>
    public float[] Numbers()
    {
        float[] numbers = new float[Rgb.Length];
        NetInput.Normalise(Rgb, numbers);
        return numbers;
    }
}

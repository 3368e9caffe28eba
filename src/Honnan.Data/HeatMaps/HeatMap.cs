
namespace Honnan.Data.HeatMaps;

/// <summary>
/// A map of how much each place speaks for a country: [height, width] float32, row by row from the top. Finished maps
/// are in [0, 1]; coarse ones have a layer's size and any sign. The steps and their order are pytorch-grad-cam's
/// (<c>BaseCAM</c> and <c>scale_cam_image</c>), so that maps can be compared with it.
/// </summary>
public sealed class HeatMap
{
    /// <summary>Takes the values over.</summary>
    /// <exception cref="ArgumentException">There are not width · height values, or none.</exception>
    public HeatMap(float[] values, int width, int height)
    {
        if (width <= 0 || height <= 0 || values.Length != (long)width * height)
        {
            throw new ArgumentException($"{values.Length} values for {width} x {height}", nameof(values));
        }

        (Values, Width, Height) = (values, width, height);
    }

    /// <summary>[height · width], row by row.</summary>
    public float[] Values { get; }

    /// <summary>Values in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>The value at a place.</summary>
    public float this[int x, int y] => Values[(y * Width) + x];

    /// <summary>Where the largest value is (x, y); the first one in reading order among equals.</summary>
    public (int X, int Y) Peak
    {
        get
        {
            int best = 0;
            for (int i = 1; i < Values.Length; i++)
            {
                best = Values[i] > Values[best] ? i : best;
            }

            return (best % Width, best / Width);
        }
    }

    /// <summary>
    /// A coarse map made ready to be laid over a picture: negative values cut, normalised, scaled, and normalised once
    /// more, since scaling may miss the largest value.
    /// </summary>
    /// <returns>A map of <paramref name="size"/> in [0, 1]; all 0 where nothing speaks for the country.</returns>
    public HeatMap Finished(PictureSize size) => Rectified().Normalised().Resized(size.Width, size.Height).Normalised();

    /// <summary>Negative values become 0.</summary>
    public HeatMap Rectified() => new(Array.ConvertAll(Values, v => Math.Max(v, 0)), Width, Height);

    /// <summary>Every value with the other sign.</summary>
    public HeatMap Turned() => new(Array.ConvertAll(Values, v => -v), Width, Height);

    /// <summary>The map of the mirror image.</summary>
    public HeatMap Mirrored() => new([.. Values.Chunk(Width).SelectMany(row => row.Reverse())], Width, Height);

    /// <summary>The part that begins at a place and has a size.</summary>
    public HeatMap Part(int left, int top, int width, int height) =>
        new([.. Enumerable.Range(top, height).SelectMany(y => Values.Skip((y * Width) + left).Take(width))], width, height);

    /// <summary>(v − min) / (10⁻⁷ + max − min): from 0 to just under 1; all 0 where all values are the same.</summary>
    public HeatMap Normalised()
    {
        float low = Values.Min();
        float span = 1e-7f + (Values.Max() - low);
        return new HeatMap(Array.ConvertAll(Values, v => (v - low) / span), Width, Height);
    }

    /// <summary>Scales bilinearly as OpenCV's <c>INTER_LINEAR</c> does: centres at half pixels, edges repeated, no smoothing.</summary>
    public HeatMap Resized(int width, int height)
    {
        float[] values = new float[width * height];
        ResizeTo(values, width, height);
        return new HeatMap(values, width, height);
    }

    /// <summary>The same into memory of the caller's.</summary>
    /// <param name="values">[height · width].</param>
    /// <param name="width">Values in a row.</param>
    /// <param name="height">Rows.</param>
    public void ResizeTo(Span<float> values, int width, int height)
    {
        (int Left, int Right, float Share)[] across = Axis(Width, width);
        (int Left, int Right, float Share)[] down = Axis(Height, height);
        float[] rows = new float[Height * width];
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int left, int right, float share) = across[x];
                rows[(y * width) + x] = (this[left, y] * (1 - share)) + (this[right, y] * share);
            }
        }

        for (int y = 0; y < height; y++)
        {
            (int above, int below, float share) = down[y];
            for (int x = 0; x < width; x++)
            {
                values[(y * width) + x] = (rows[(above * width) + x] * (1 - share)) + (rows[(below * width) + x] * share);
            }
        }
    }

    private static (int Left, int Right, float Share)[] Axis(int from, int to)
    {
        var axis = new (int, int, float)[to];
        double scale = (double)from / to;
        for (int i = 0; i < to; i++)
        {
            float place = (float)(((i + 0.5) * scale) - 0.5);
            int left = (int)MathF.Floor(place);
            axis[i] = left < 0 ? (0, 0, 0f)
                : left >= from - 1 ? (from - 1, from - 1, 0f)
                : (left, left + 1, place - left);
        }

        return axis;
    }
}

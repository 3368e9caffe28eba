namespace Honnan.Data.Imaging;

/// <summary>
/// Covers what a game draws over its pictures. The same rectangles are laid over every picture of every source, so
/// that neither the overlay nor its covering tells where a picture is from.
/// </summary>
public sealed class OverlayMask
{
    /// <summary>The covering's grey: 0 after normalisation to [-1, 1] (mean and deviation 0.5), to a 255th.</summary>
    public const byte Level = 128;

    private const double Width = 1536;
    private const double Height = 662;

    private readonly FrameRectangle[] _plain;
    private readonly FrameRectangle[] _symmetric;
    private readonly Lazy<FrameRectangle?> _freePlain;
    private readonly Lazy<FrameRectangle?> _freeSymmetric;

    private OverlayMask(string name, params FrameRectangle[] rectangles)
    {
        Name = name;
        _plain = rectangles;
        _symmetric = [.. rectangles.SelectMany(r => new[] { r, r.Mirrored })];
        _freePlain = new Lazy<FrameRectangle?>(() => FindFree(symmetric: false));
        _freeSymmetric = new Lazy<FrameRectangle?>(() => FindFree(symmetric: true));
    }

    /// <summary>
    /// For windows of 1536 × 662 pixels. Measured on 271 such pictures as the pixels whose deviation
    /// between pictures is less than half of their surroundings': buttons x 18–55, y 330–607; box x 1322–1513, y 8–59;
    /// mini-map x 1266–1517, y 500–641. Eight pixels are added on each side, a JPEG block, over which the overlay's edges
    /// ring. The buttons are one column: the lower ones move up and down with their number.
    /// </summary>
    public static OverlayMask GeoGuessr { get; } = new(Overlays.GeoGuessr, Around(18, 330, 55, 607), Around(1322, 8, 1513, 59), Around(1266, 500, 1517, 641));

    /// <summary>The preset's name, one of <see cref="Overlays"/>.</summary>
    public string Name { get; }

    /// <summary>The preset of a name.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static OverlayMask FromName(string name) => name == Overlays.GeoGuessr
        ? GeoGuessr
        : throw new InputException($"unknown overlay '{name}'; it may be {string.Join(", ", Overlays.Names)}");

    /// <summary>The rectangles that are covered, possibly overlapping.</summary>
    /// <param name="symmetric">
    /// Whether the mirror images are covered too. Where pictures are flipped at random, they must be: otherwise an
    /// overlay that was flipped would show, and a mask that was flipped with it would tell so.
    /// </param>
    public IReadOnlyList<FrameRectangle> Layout(bool symmetric) => symmetric ? _symmetric : _plain;

    /// <summary>The mask that covers further rectangles too.</summary>
    public OverlayMask With(IReadOnlyList<FrameRectangle> rectangles) => rectangles.Count == 0 ? this : new(Name, [.. _plain, .. rectangles]);

    /// <summary>
    /// The largest rectangle of the frame's own shape that no covered one touches, to a hundredth of the sides; the
    /// uppermost and then the most central of these; null where none is as large as a tenth of the sides.
    /// </summary>
    /// <param name="symmetric">As for <see cref="Layout"/>.</param>
    public FrameRectangle? Free(bool symmetric) => (symmetric ? _freeSymmetric : _freePlain).Value;

    /// <summary>Covers the rectangles with mid-grey.</summary>
    /// <param name="rgb">Width · height · 3 bytes.</param>
    /// <param name="size">The frame, in pixels.</param>
    /// <param name="symmetric">As for <see cref="Layout"/>.</param>
    public void Fill(Span<byte> rgb, PictureSize size, bool symmetric)
    {
        foreach (FrameRectangle rectangle in _plain)
        {
            // Every pixel that the rectangle touches.
            int left = (int)Math.Floor(rectangle.Left * size.Width);
            int right = (int)Math.Ceiling(rectangle.Right * size.Width);
            int top = (int)Math.Floor(rectangle.Top * size.Height);
            int bottom = (int)Math.Ceiling(rectangle.Bottom * size.Height);
            for (int y = top; y < bottom; y++)
            {
                Span<byte> row = rgb.Slice(y * size.Width * 3, size.Width * 3);
                row[(left * 3)..(right * 3)].Fill(Level);
                if (symmetric)
                {
                    row[((size.Width - right) * 3)..((size.Width - left) * 3)].Fill(Level);
                }
            }
        }
    }

    private FrameRectangle? FindFree(bool symmetric)
    {
        const int Steps = 100;
        IReadOnlyList<FrameRectangle> covered = Layout(symmetric);
        for (int side = Steps; side >= Steps / 10; side--)
        {
            foreach (int top in Enumerable.Range(0, Steps - side + 1))
            {
                foreach (int left in Enumerable.Range(0, Steps - side + 1).OrderBy(x => Math.Abs((2 * x) + side - Steps)))
                {
                    var part = new FrameRectangle(left / (double)Steps, top / (double)Steps, (left + side) / (double)Steps, (top + side) / (double)Steps);
                    if (covered.All(r => r.Left >= part.Right || r.Right <= part.Left || r.Top >= part.Bottom || r.Bottom <= part.Top))
                    {
                        return part;
                    }
                }
            }
        }

        return null;
    }

    private static FrameRectangle Around(int left, int top, int right, int bottom)
    {
        const int Margin = 8;
        return new(
            Math.Max(0, left - Margin) / Width,
            Math.Max(0, top - Margin) / Height,
            Math.Min(Width, right + Margin) / Width,
            Math.Min(Height, bottom + Margin) / Height);
    }
}

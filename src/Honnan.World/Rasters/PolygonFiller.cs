using Honnan.Data;
using Honnan.World.Geometry;

namespace Honnan.World.Rasters;

/// <summary>
/// Fills polygons with exact coverage: every pixel is covered by the share of its area that lies inside. Each edge adds
/// to a pixel the signed area to its right; the running sum of a row is the coverage (as FreeType's smooth rasteriser
/// and font-rs do). Contours that turn the other way are holes.
/// </summary>
internal sealed class PolygonFiller(PictureSize size)
{
    private const float Least = 0.002f; // coverage below half a level

    private readonly float[] _areas = new float[(size.Width + 2) * size.Height];
    private int _left = int.MaxValue;
    private int _right = -1;
    private int _top = int.MaxValue;
    private int _bottom = -1;

    private int Stride => size.Width + 2;

    /// <summary>Adds a closed contour, in pixels, moved to the right by <paramref name="shift"/>.</summary>
    public void Add(List<Vector2D> contour, double shift)
    {
        if (contour.Count < 3)
        {
            return;
        }

        Vector2D before = contour[^1];
        foreach (Vector2D point in contour)
        {
            AddEdge(before.X + shift, before.Y, point.X + shift, point.Y);
            before = point;
        }
    }

    /// <summary>Fills what was added and forgets it.</summary>
    /// <param name="canvas">Where.</param>
    /// <param name="shader">The colours.</param>
    /// <param name="owner">The bits of the cues that they belong to.</param>
    /// <param name="inShade">Whether the colours show the ground's shade, and so belong to what casts it, too.</param>
    public void Fill<TShader>(Canvas canvas, ref TShader shader, byte owner, bool inShade = false)
        where TShader : struct, IShader
    {
        for (int y = _top; y <= _bottom; y++)
        {
            Span<float> areas = _areas.AsSpan(y * Stride, Stride);
            shader.BeginRow(y);
            float sum = 0;
            int row = y * size.Width;
            for (int x = _left; x <= _right; x++)
            {
                sum += areas[x];
                areas[x] = 0;
                float coverage = Math.Abs(sum);
                if (coverage > Least && x < size.Width)
                {
                    Rgb colour = shader.Shade(x, out float opacity);
                    int alpha = (int)((Math.Min(coverage, 1f) * opacity * 255f) + 0.5f);
                    if (alpha > 0)
                    {
                        canvas.Blend(row + x, colour, Math.Min(alpha, 255), inShade ? (byte)(owner | canvas.ShadeOwners[row + x]) : owner);
                    }
                }
            }
        }

        Forget();
    }

    /// <summary>Gives the pixels that were added to cues, without drawing, and forgets them.</summary>
    public void Claim(Canvas canvas, byte owner)
    {
        for (int y = _top; y <= _bottom; y++)
        {
            Span<float> areas = _areas.AsSpan(y * Stride, Stride);
            float sum = 0;
            for (int x = _left; x <= _right; x++)
            {
                sum += areas[x];
                areas[x] = 0;
                if (Math.Abs(sum) > Least && x < size.Width)
                {
                    canvas.Owners[(y * size.Width) + x] |= owner;
                }
            }
        }

        Forget();
    }

    /// <summary>Darkens the ground where it was added and forgets it.</summary>
    /// <param name="canvas">Its shade is deepened: shades of several things unite, they do not add up.</param>
    /// <param name="depth">The share of the light that is taken, 0 to 1.</param>
    /// <param name="owner">The bits of the cues that cast it.</param>
    public void Shade(Canvas canvas, float depth, byte owner)
    {
        for (int y = _top; y <= _bottom; y++)
        {
            Span<float> areas = _areas.AsSpan(y * Stride, Stride);
            float sum = 0;
            int row = y * size.Width;
            for (int x = _left; x <= _right; x++)
            {
                sum += areas[x];
                areas[x] = 0;
                int taken = x < size.Width ? (int)((Math.Min(Math.Abs(sum), 1f) * depth * 255f) + 0.5f) : 0;
                if (taken > 0)
                {
                    int index = row + x;
                    canvas.Shade[index] = (byte)Math.Max(canvas.Shade[index], taken);
                    canvas.ShadeOwners[index] |= owner;
                }
            }
        }

        Forget();
    }

    private void Forget() => (_left, _right, _top, _bottom) = (int.MaxValue, -1, int.MaxValue, -1);

    private void AddEdge(double x0, double y0, double x1, double y1)
    {
        double direction = 1;
        if (y0 > y1)
        {
            (x0, y0, x1, y1, direction) = (x1, y1, x0, y0, -1);
        }

        if (y0 == y1 || y1 <= 0 || y0 >= size.Height)
        {
            return;
        }

        double slope = (x1 - x0) / (y1 - y0);
        double top = Math.Max(y0, 0);
        double bottom = Math.Min(y1, size.Height);
        int first = (int)top;
        int last = Math.Min((int)Math.Ceiling(bottom), size.Height) - 1;
        _top = Math.Min(_top, first);
        _bottom = Math.Max(_bottom, last);
        for (int y = first; y <= last; y++)
        {
            double from = Math.Max(top, y);
            double to = Math.Min(bottom, y + 1);
            double xa = x0 + ((from - y0) * slope);
            double xb = x0 + ((to - y0) * slope);
            AddSpan(y, Math.Min(xa, xb), Math.Max(xa, xb), (to - from) * direction);
        }
    }

    /// <summary>An edge inside one row, from xa to xb (xa the smaller), that goes down by <paramref name="height"/>.</summary>
    private void AddSpan(int row, double xa, double xb, double height)
    {
        if (xa >= size.Width)
        {
            Include(size.Width, size.Width); // the edge itself is not seen, but what it ends is, up to the picture's end
            return;
        }

        if (xb > size.Width)
        {
            height *= (size.Width - xa) / (xb - xa);
            xb = size.Width;
        }

        int at = row * Stride;
        if (xa < 0)
        {
            double outside = xb <= 0 ? 1 : -xa / (xb - xa);
            _areas[at] += (float)(height * outside);
            Include(0, 0);
            height *= 1 - outside;
            xa = 0;
            if (xb <= 0)
            {
                return;
            }
        }

        int first = (int)xa;
        int last = (int)Math.Ceiling(xb);
        Include(first, Math.Max(last, first + 1));
        if (last <= first + 1)
        {
            double middle = ((xa + xb) / 2) - first;
            _areas[at + first] += (float)(height * (1 - middle));
            _areas[at + first + 1] += (float)(height * middle);
            return;
        }

        double perPixel = height / (xb - xa);
        double covered = 0;
        for (int x = first; x < last; x++)
        {
            // The area to the right of the edge inside this pixel, plus all that the edge has gone down before it.
            double left = Math.Max(xa, x);
            double right = Math.Min(xb, x + 1);
            double gone = (right - left) * perPixel;
            double area = gone * (x + 1 - ((left + right) / 2));
            _areas[at + x] += (float)(covered + area);
            covered = gone - area;
        }

        _areas[at + last] += (float)covered;
    }

    private void Include(int left, int right)
    {
        _left = Math.Min(_left, left);
        _right = Math.Max(_right, right);
    }
}

using CsCheck;
using Honnan.Data;
using Honnan.World.Geometry;
using Honnan.World.Rasters;
using Xunit;

namespace Honnan.World.Tests.Rasters;

public sealed class PolygonFillerTests
{
    private const int Side = 32;

    [Fact]
    public void Fill_AnyTriangleInside_CoversItsArea() => Triangles(2, Side - 2).Sample(points =>
    {
        double area = Math.Abs(Cross(points)) / 2;
        Assert.Equal(area, Coverage(points).Sum(c => (int)c) / 255.0, tolerance: 0.3 + (area * 0.01)); // a half of a 255th a pixel at the edges
    });

    [Fact]
    public void Fill_AnyTriangleAcrossTheEdges_CoversAsOnALargerCanvas() => Triangles(-40, 72).Sample(points =>
    {
        // The same triangle on a canvas that holds all of it, and the part of that canvas that is this one.
        const int Margin = 48;
        byte[] large = Coverage([.. points.Select(p => p + new Vector2D(Margin, Margin))], Side + (2 * Margin));
        byte[] small = Coverage(points);
        for (int y = 0; y < Side; y++)
        {
            for (int x = 0; x < Side; x++)
            {
                int there = large[((y + Margin) * (Side + (2 * Margin))) + x + Margin];
                Assert.InRange(small[(y * Side) + x] - there, -1, 1);
            }
        }
    });

    [Fact]
    public void Fill_SquareWithAHole_LeavesTheHole()
    {
        byte[] covered = Coverage([new(4, 4), new(20, 4), new(20, 20), new(4, 20)], Side, [new(8, 8), new(8, 12), new(12, 12), new(12, 8)]);
        Assert.Equal((255, 0, 0), (covered[(5 * Side) + 5], covered[(9 * Side) + 9], covered[(25 * Side) + 25]));
    }

    [Fact]
    public void Fill_Twice_ForgetsTheFirst()
    {
        var canvas = new Canvas(new PictureSize(Side, Side));
        var filler = new PolygonFiller(canvas.Size);
        var shader = new FlatShader(Rgb.Grey(1), 1);
        filler.Add([new(0, 0), new(9.5, 0), new(9.5, 9.5), new(0, 9.5)], 0);
        filler.Fill(canvas, ref shader, 1);
        Array.Clear(canvas.Pixels);
        filler.Add([new(20, 20), new(24, 20), new(24, 24), new(20, 24)], 0);
        filler.Fill(canvas, ref shader, 2);
        Assert.Equal(16, canvas.Pixels.Count(p => p != 0));
        Assert.Equal((1, 2), (canvas.Owners[0], canvas.Owners[(22 * Side) + 22]));
    }

    private static Gen<Vector2D[]> Triangles(double low, double high) =>
        Gen.Select(Gen.Double[low, high], Gen.Double[low, high], (x, y) => new Vector2D(x, y)).Array[3];

    private static double Cross(Vector2D[] p) => ((p[1].X - p[0].X) * (p[2].Y - p[0].Y)) - ((p[1].Y - p[0].Y) * (p[2].X - p[0].X));

    private static byte[] Coverage(Vector2D[] outline, int side = Side, Vector2D[]? hole = null)
    {
        var canvas = new Canvas(new PictureSize(side, side));
        var filler = new PolygonFiller(canvas.Size);
        filler.Add([.. outline], 0);
        if (hole is not null)
        {
            filler.Add([.. hole], 0);
        }

        var shader = new FlatShader(Rgb.Grey(1), 1);
        filler.Fill(canvas, ref shader, 0);
        return [.. canvas.Pixels.Select(p => (byte)p)];
    }
}

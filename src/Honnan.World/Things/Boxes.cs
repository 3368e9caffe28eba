using Honnan.World.Geometry;
using Honnan.World.Painting;
using Honnan.World.Rasters;

namespace Honnan.World.Things;

/// <summary>Draws upright boxes: the sides and the top that are seen.</summary>
internal static class Boxes
{
    public static void Paint(Painter painter, Frame frame, double left, double right, double bottom, double top, double front, double back, Rgb colour) =>
        Paint(painter, frame, left, right, bottom, top, front, back, new PlainTexture(colour), colour);

    public static void Paint<TTexture>(
        Painter painter, Frame frame, double left, double right, double bottom, double top, double front, double back, TTexture sides, Rgb lid)
        where TTexture : struct, ITexture
    {
        double width = right - left;
        double depth = back - front;
        double height = top - bottom;
        painter.Fill(frame.Back(right, bottom, back), 0, 0, width, height, sides);
        painter.Fill(frame.Front(left, bottom, front), 0, 0, width, height, sides);
        painter.Fill(frame.RightSide(right, bottom, front), 0, 0, depth, height, sides);
        painter.Fill(frame.LeftSide(left, bottom, back), 0, 0, depth, height, sides);
        painter.Fill(frame.Top(left, top, front), 0, 0, width, depth, lid);
    }
}

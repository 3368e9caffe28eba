namespace Honnan.World.Things.Signs;

/// <summary>The outline of a traffic sign.</summary>
internal enum PlateShape
{
    Triangle,
    GiveWay,
    Diamond,
    Circle,
    Octagon,
    Square,
}

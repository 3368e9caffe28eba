namespace Honnan.World.Things.Houses;

/// <summary>How a window is divided and dressed.</summary>
internal enum WindowKind
{
    Casement,
    Cross,
    Sash,
    Shutters,
    Wide,
}

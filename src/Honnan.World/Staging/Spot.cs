using Honnan.World.Geometry;

namespace Honnan.World.Staging;

/// <summary>A place beside or on the road.</summary>
/// <param name="S">Metres along the road from the camera.</param>
/// <param name="U">Metres to the right of its middle.</param>
/// <param name="Point">The place.</param>
/// <param name="Distance">Metres from the camera.</param>
internal readonly record struct Spot(double S, double U, Vector3D Point, double Distance);

using Honnan.World.Geometry;
using Honnan.World.Optics;

namespace Honnan.World.Rasters;

/// <summary>
/// Colours a plane by where each pixel's ray meets it: with the plane n·(p - o) = 0, the eye e and the ray d, at
/// e + d · n·(o - e) / n·d.
/// </summary>
internal struct PlaneShader<TTexture>(Camera camera, Facet facet, TTexture texture, Lighting lighting) : IShader
    where TTexture : struct, ITexture
{
    private readonly Camera _camera = camera;
    private readonly float _distance = (float)facet.Normal.Dot(facet.Origin - camera.Position);
    private readonly float _nx = (float)facet.Normal.X;
    private readonly float _ny = (float)facet.Normal.Y;
    private readonly float _nz = (float)facet.Normal.Z;
    private readonly float _u0 = (float)facet.U.Dot(camera.Position - facet.Origin);
    private readonly float _v0 = (float)facet.V.Dot(camera.Position - facet.Origin);
    private readonly float _ux = (float)facet.U.X;
    private readonly float _uy = (float)facet.U.Y;
    private readonly float _uz = (float)facet.U.Z;
    private readonly float _vx = (float)facet.V.X;
    private readonly float _vy = (float)facet.V.Y;
    private readonly float _vz = (float)facet.V.Z;
    private readonly float _perPixel = (float)(1 / camera.Focal);
    private TTexture _texture = texture;
    private float _slope;

    public void BeginRow(int row) => _slope = _camera.Slope(row);

    public Rgb Shade(int column, out float opacity)
    {
        float dx = _camera.RayX[column];
        float dz = _camera.RayZ[column];
        float across = (_nx * dx) + (_ny * _slope) + (_nz * dz);
        float t = _distance / across;
        if (!(t > 0f) || t > 5000f)
        {
            t = 5000f; // an edge pixel whose middle misses the plane
        }

        float u = _u0 + (t * ((_ux * dx) + (_uy * _slope) + (_uz * dz)));
        float v = _v0 + (t * ((_vx * dx) + (_vy * _slope) + (_vz * dz)));
        Rgb own = _texture.At(u, v, t * _perPixel, out opacity);
        return lighting.Apply(own);
    }
}

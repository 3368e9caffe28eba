using Honnan.World.Geometry;
using Honnan.World.Optics;

namespace Honnan.World.Rasters;

/// <summary>Colours what lies flat on the ground: as a plane, with the shade that falls on it, and hazier row by row.</summary>
internal struct GroundShader<TTexture>(Camera camera, Canvas canvas, Facet facet, TTexture texture, Func<double, Lighting> lighting) : IShader
    where TTexture : struct, ITexture
{
    private readonly Camera _camera = camera;
    private readonly byte[] _shade = canvas.Shade;
    private readonly int _width = canvas.Width;
    private readonly float _height = (float)(camera.Position.Y - facet.Origin.Y);
    private readonly float _perPixel = (float)(1 / camera.Focal);
    private readonly float _ux = (float)facet.U.X;
    private readonly float _uz = (float)facet.U.Z;
    private readonly float _vx = (float)facet.V.X;
    private readonly float _vz = (float)facet.V.Z;
    private readonly float _u0 = (float)facet.U.Dot(camera.Position - facet.Origin);
    private readonly float _v0 = (float)facet.V.Dot(camera.Position - facet.Origin);
    private TTexture _texture = texture;
    private Lighting _lighting;
    private float _t;
    private int _row;

    public void BeginRow(int row)
    {
        float slope = Math.Min(_camera.Slope(row), -1e-3f);
        _t = -_height / slope;
        _lighting = lighting(_t);
        _row = row * _width;
    }

    public Rgb Shade(int column, out float opacity)
    {
        float dx = _t * _camera.RayX[column];
        float dz = _t * _camera.RayZ[column];
        Rgb own = _texture.At(_u0 + (_ux * dx) + (_uz * dz), _v0 + (_vx * dx) + (_vz * dz), _t * _perPixel, out opacity);
        return _lighting.Apply(own, _shade[_row + column] * (1f / 255f));
    }
}

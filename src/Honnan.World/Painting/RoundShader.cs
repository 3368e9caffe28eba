using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>Colours the outline of an upright round post (a cone's part) as if it were round.</summary>
internal struct RoundShader<TTexture> : IShader
    where TTexture : struct, ITexture
{
    private readonly Rgb _lit;
    private readonly float _across;
    private readonly float _towards;
    private readonly float _bottom;
    private readonly float _perHeight;
    private readonly float _radius;
    private readonly float _narrowing;
    private PlaneShader<RoundTexture> _plane;

    public RoundShader(Camera camera, Facet facet, double bottom, double top, double bottomRadius, double topRadius, TTexture texture, Daylight light, double distance)
    {
        Vector3D normal = facet.Normal;
        Lighting lighting = light.On(normal, distance);
        _lit = light.Sun;
        _across = (float)facet.U.Dot(light.ToSun);
        _towards = (float)normal.Dot(light.ToSun);
        _bottom = (float)bottom;
        _perHeight = (float)(1 / Math.Max(1e-6, top - bottom));
        _radius = (float)bottomRadius;
        _narrowing = (float)(topRadius - bottomRadius);
        var round = new RoundTexture(texture, _lit, lighting.Shaded, _across, _towards, _bottom, _perHeight, _radius, _narrowing);
        _plane = new PlaneShader<RoundTexture>(camera, facet, round, new Lighting(Rgb.Grey(1), Rgb.Grey(1), lighting.Haze, lighting.HazeShare));
    }

    public void BeginRow(int row) => _plane.BeginRow(row);

    public Rgb Shade(int column, out float opacity) => _plane.Shade(column, out opacity);

    private struct RoundTexture(
        TTexture texture, Rgb sun, Rgb sky, float across, float towards, float bottom, float perHeight, float radius, float narrowing) : ITexture
    {
        private TTexture _texture = texture;

        public Rgb At(float u, float v, float footprint, out float opacity)
        {
            float here = radius + (narrowing * Math.Clamp((v - bottom) * perHeight, 0, 1));
            float sine = Math.Clamp(u / here, -1, 1);
            float cosine = MathF.Sqrt(1 - (sine * sine));
            float lambert = Math.Max(0, (sine * across) + (cosine * towards));
            Rgb own = _texture.At(sine * 1.57f * here, v, footprint, out opacity);
            return own * (sky * (0.86f + (0.14f * cosine)) + (sun * lambert));
        }
    }
}

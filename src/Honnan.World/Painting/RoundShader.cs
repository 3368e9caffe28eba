using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>Colours the outline of an upright round post (a cone's part) as if it were round.</summary>
internal struct RoundShader<TTexture> : IShader
    where TTexture : struct, ITexture
{
    private static readonly Rgb Unlit = Rgb.Grey(1);

    private PlaneShader<RoundTexture> _plane;

    /// <param name="camera">The view.</param>
    /// <param name="facet">The upright plane through the post's axis (u = 0) that faces the camera.</param>
    /// <param name="outline">The post's measures.</param>
    /// <param name="texture">Its surface: u is the way around from its middle line, v the height.</param>
    /// <param name="light">The light.</param>
    public RoundShader(Camera camera, Facet facet, PostOutline outline, TTexture texture, Daylight light)
    {
        Lighting lighting = light.On(facet.Normal, camera.DistanceOf(facet.Origin));
        var round = new RoundTexture(texture, outline, light.Sun, lighting.Shaded, (float)facet.U.Dot(light.ToSun), (float)facet.Normal.Dot(light.ToSun));
        _plane = new PlaneShader<RoundTexture>(camera, facet, round, lighting with { Lit = Unlit, Shaded = Unlit });
    }

    public void BeginRow(int row) => _plane.BeginRow(row);

    public Rgb Shade(int column, out float opacity) => _plane.Shade(column, out opacity);

    private struct RoundTexture(TTexture texture, PostOutline outline, Rgb sun, Rgb sky, float across, float towards) : ITexture
    {
        private TTexture _texture = texture;

        public Rgb At(float u, float v, float footprint, out float opacity)
        {
            float radius = outline.RadiusAt(v);
            float sine = Math.Clamp(u / radius, -1, 1);
            float cosine = MathF.Sqrt(1 - (sine * sine));
            float lambert = Math.Max(0, (sine * across) + (cosine * towards));
            Rgb own = _texture.At(sine * 1.57f * radius, v, footprint, out opacity); // a quarter turn at the edge
            return own * ((sky * (0.86f + (0.14f * cosine))) + (sun * lambert));
        }
    }
}

using Honnan.World.Geometry;
using Honnan.World.Optics;
using Honnan.World.Rasters;
using Honnan.World.Scenery;

namespace Honnan.World.Painting;

/// <summary>
/// Draws things of the scene on a canvas. What is drawn while <see cref="Owner"/> is set belongs to those cues.
/// </summary>
internal sealed class Painter(Canvas canvas, PolygonFiller filler, Camera camera, Daylight light)
{
    private readonly List<Vector2D> _pixels = [];
    private readonly List<Vector3D> _points = [];

    public Canvas Canvas => canvas;

    public Camera Camera => camera;

    public Daylight Light => light;

    /// <summary>The bits of the cues to which what is drawn belongs.</summary>
    public byte Owner { get; set; }

    /// <summary>The light on a surface at its own distance.</summary>
    public Lighting LightOn(Vector3D normal, Vector3D at) => light.On(normal, camera.DistanceOf(at));

    /// <summary>Pixels that a metre has at a point, facing the camera.</summary>
    public double PixelsPerMetre(Vector3D at) => camera.Focal / Math.Max(0.2, camera.DistanceOf(at));

    /// <summary>Fills a polygon of a plane (metres u, v), if the plane's outer side is seen.</summary>
    public void Fill<TTexture>(Facet facet, ReadOnlySpan<Vector2D> polygon, TTexture texture, double brightness = 1)
        where TTexture : struct, ITexture
    {
        if (!facet.Faces(camera.Position) || !Outline(facet, polygon))
        {
            return;
        }

        Lighting lighting = LightOn(facet.Normal, Middle(facet, polygon));
        if (brightness != 1)
        {
            lighting = lighting with { Lit = lighting.Lit * (float)brightness, Shaded = lighting.Shaded * (float)brightness };
        }

        var shader = new PlaneShader<TTexture>(camera, facet, texture, lighting);
        filler.Fill(canvas, ref shader, Owner);
    }

    /// <summary>Fills a polygon of a plane with one colour.</summary>
    public void Fill(Facet facet, ReadOnlySpan<Vector2D> polygon, Rgb colour, double brightness = 1)
    {
        if (facet.Faces(camera.Position) && Outline(facet, polygon))
        {
            Finish(LightOn(facet.Normal, Middle(facet, polygon)).Apply(colour * (float)brightness));
        }
    }

    /// <summary>Fills a rectangle of a plane with one colour.</summary>
    public void Fill(Facet facet, double left, double bottom, double right, double top, Rgb colour, double brightness = 1) =>
        Fill(facet, [new(left, bottom), new(right, bottom), new(right, top), new(left, top)], colour, brightness);

    /// <summary>Fills a rectangle of a plane with a texture.</summary>
    public void Fill<TTexture>(Facet facet, double left, double bottom, double right, double top, TTexture texture, double brightness = 1)
        where TTexture : struct, ITexture =>
        Fill(facet, [new(left, bottom), new(right, bottom), new(right, top), new(left, top)], texture, brightness);

    /// <summary>Fills a polygon in space with one colour, lit as given.</summary>
    public void Fill(ReadOnlySpan<Vector3D> polygon, Rgb colour, Lighting lighting)
    {
        if (Outline(polygon))
        {
            Finish(lighting.Apply(colour));
        }
    }

    /// <summary>Fills a polygon with a hole or more: the first contour is the outside, the others turn the other way.</summary>
    public void FillWithHoles<TTexture>(Facet facet, IReadOnlyList<Vector2D[]> contours, TTexture texture, double brightness = 1)
        where TTexture : struct, ITexture
    {
        if (!facet.Faces(camera.Position))
        {
            return;
        }

        bool any = false;
        double around = camera.AzimuthOf(facet.At(contours[0][0].X, contours[0][0].Y));
        foreach (Vector2D[] contour in contours)
        {
            any |= Outline(facet, contour, around);
        }

        if (any)
        {
            Lighting lighting = LightOn(facet.Normal, Middle(facet, contours[0]));
            lighting = lighting with { Lit = lighting.Lit * (float)brightness, Shaded = lighting.Shaded * (float)brightness };
            var shader = new PlaneShader<TTexture>(camera, facet, texture, lighting);
            filler.Fill(canvas, ref shader, Owner);
        }
    }

    /// <summary>Fills a polygon that lies on the ground or just above it, in the shade that falls there.</summary>
    public void FillGround<TTexture>(Facet facet, ReadOnlySpan<Vector2D> polygon, TTexture texture)
        where TTexture : struct, ITexture
    {
        if (Outline(facet, polygon))
        {
            var shader = new GroundShader<TTexture>(camera, canvas, facet, texture, distance => light.On(Vector3D.Up, distance));
            filler.Fill(canvas, ref shader, Owner, inShade: true);
        }
    }

    /// <summary>Gives a polygon's pixels to the cues without drawing: something else is seen there when they are left out.</summary>
    public void Claim(Facet facet, ReadOnlySpan<Vector2D> polygon)
    {
        if (Owner != 0 && Outline(facet, polygon))
        {
            filler.Claim(canvas, Owner);
        }
    }

    /// <summary>Lays a thin colour over a polygon of a plane.</summary>
    public void Tint(Facet facet, ReadOnlySpan<Vector2D> polygon, Rgb colour, double opacity)
    {
        if (facet.Faces(camera.Position) && Outline(facet, polygon))
        {
            Finish(colour, (float)opacity);
        }
    }

    /// <summary>Takes light from the ground inside a polygon.</summary>
    public void Shade(ReadOnlySpan<Vector3D> polygon, double depth)
    {
        if (Outline(polygon))
        {
            filler.Shade(canvas, (float)depth, Owner);
        }
    }

    /// <summary>An upright round post of one colour, at least a pixel wide; lighter where it faces the sun.</summary>
    public void Post(Vector3D foot, double bottom, double top, double bottomRadius, double topRadius, Rgb colour)
    {
        double least = 0.5 / PixelsPerMetre(foot);
        Post(foot, bottom, top, Math.Max(bottomRadius, least), Math.Max(topRadius, least), new PlainTexture(colour));
    }

    /// <summary>An upright round post with a texture: u is the way around it, from its middle line, v the height.</summary>
    public void Post<TTexture>(Vector3D foot, double bottom, double top, double bottomRadius, double topRadius, TTexture texture)
        where TTexture : struct, ITexture
    {
        Facet facet = Facing(foot);
        var outline = new PostOutline(bottom, top, bottomRadius, topRadius);
        if (Outline(facet, outline.Corners))
        {
            var shader = new RoundShader<TTexture>(camera, facet, outline, texture, light);
            filler.Fill(canvas, ref shader, Owner);
        }
    }

    /// <summary>A thin line through points: thinner than a pixel, it is drawn a pixel wide and lets the background through.</summary>
    public void Wire(ReadOnlySpan<Vector3D> points, double thickness, Rgb colour)
    {
        Vector3D middle = points[points.Length / 2];
        double pixels = thickness * PixelsPerMetre(middle);
        double width = thickness * Math.Max(1, 0.9 / pixels) / 2;
        _points.Clear();
        foreach (Vector3D point in points)
        {
            _points.Add(point + new Vector3D(0, width, 0));
        }

        for (int i = points.Length - 1; i >= 0; i--)
        {
            _points.Add(points[i] - new Vector3D(0, width, 0));
        }

        if (Outline(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_points)))
        {
            Rgb lit = LightOn(Vector3D.Up, middle).Apply(colour);
            Finish(lit, (float)Math.Min(1, Math.Max(0.25, pixels / 0.9)));
        }
    }

    /// <summary>The upright plane through a point that faces the camera; u and v are 0 at the point.</summary>
    public Facet Facing(Vector3D at)
    {
        Vector3D d = camera.Position - at;
        double distance = Math.Max(d.Horizontal, 1e-3);
        return new Facet(at, new Vector3D(-d.Z / distance, 0, d.X / distance), Vector3D.Up);
    }

    /// <summary>Fills the outline that was added with a colour that is lit already.</summary>
    private void Finish(Rgb lit, float opacity = 1)
    {
        var shader = new FlatShader(lit, opacity);
        filler.Fill(canvas, ref shader, Owner);
    }

    private bool Outline(Facet facet, ReadOnlySpan<Vector2D> polygon, double? around = null)
    {
        _points.Clear();
        foreach (Vector2D p in polygon)
        {
            _points.Add(facet.At(p.X, p.Y));
        }

        return Outline(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_points), around);
    }

    /// <summary>Gives the filler a polygon; false where nothing of it can be seen.</summary>
    private bool Outline(ReadOnlySpan<Vector3D> polygon, double? around = null)
    {
        camera.Project(polygon, around ?? camera.AzimuthOf(polygon[0]), _pixels);
        if (_pixels.Count < 3)
        {
            return false;
        }

        double left = double.MaxValue;
        double right = double.MinValue;
        double top = double.MaxValue;
        double bottom = double.MinValue;
        foreach (Vector2D p in _pixels)
        {
            left = Math.Min(left, p.X);
            right = Math.Max(right, p.X);
            top = Math.Min(top, p.Y);
            bottom = Math.Max(bottom, p.Y);
        }

        if (bottom <= 0 || top >= canvas.Height)
        {
            return false;
        }

        bool any = false;
        int turns = camera.Wraps ? 1 : 0;
        for (int turn = -turns; turn <= turns; turn++)
        {
            double shift = turn * (double)canvas.Width;
            if (right + shift > 0 && left + shift < canvas.Width)
            {
                filler.Add(_pixels, shift);
                any = true;
            }
        }

        return any;
    }

    private static Vector3D Middle(Facet facet, ReadOnlySpan<Vector2D> polygon)
    {
        Vector2D sum = default;
        foreach (Vector2D p in polygon)
        {
            sum += p;
        }

        return facet.At(sum.X / polygon.Length, sum.Y / polygon.Length);
    }
}

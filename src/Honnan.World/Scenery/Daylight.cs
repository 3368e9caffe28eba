using Honnan.World.Geometry;
using Honnan.World.Rasters;

namespace Honnan.World.Scenery;

/// <summary>The weather, the hour, and what they make of colours.</summary>
internal sealed class Daylight
{
    public Daylight(Draws draws)
    {
        double kind = draws.Between(0.0, 1.0);
        Weather = kind < 0.32 ? Weather.Clear : kind < 0.68 ? Weather.Fair : kind < 0.88 ? Weather.Overcast : Weather.Hazy;
        SunAzimuth = draws.Between(-Math.PI, Math.PI);
        SunElevation = Math.PI / 180 * draws.Between(16.0, 62.0);
        (double sin, double cos) = Math.SinCos(SunElevation);
        ToSun = new Vector3D(cos * Math.Sin(SunAzimuth), sin, cos * Math.Cos(SunAzimuth));
        Warmth = (float)Math.Clamp(1.15 - (SunElevation / 0.7), 0, 1);
        float strength = Weather switch { Weather.Clear => 1f, Weather.Fair => 0.9f, Weather.Hazy => 0.45f, _ => 0f };
        Sun = new Rgb(0.66f, 0.62f, 0.54f).Mixed(new Rgb(0.74f, 0.56f, 0.36f), Warmth) * (strength * draws.Between(0.9f, 1.05f));
        Sky = Weather switch
        {
            Weather.Clear => new Rgb(0.42f, 0.46f, 0.53f),
            Weather.Fair => new Rgb(0.47f, 0.50f, 0.55f),
            Weather.Hazy => new Rgb(0.62f, 0.62f, 0.61f),
            _ => new Rgb(0.88f, 0.90f, 0.92f),
        };
        Sky *= draws.Between(0.93f, 1.05f);
        Zenith = Weather switch
        {
            Weather.Clear => Rgb.Hex(0x3E74BC).Mixed(Rgb.Hex(0x4F8CC9), draws.Between(0f, 1f)),
            Weather.Fair => Rgb.Hex(0x4A80C0).Mixed(Rgb.Hex(0x6A9CCB), draws.Between(0f, 1f)),
            Weather.Hazy => Rgb.Hex(0xA9B9C6).Mixed(Rgb.Hex(0xB9BDBB), draws.Between(0f, 1f)),
            _ => Rgb.Hex(0x9AA3AC).Mixed(Rgb.Hex(0xC2C7CB), draws.Between(0f, 1f)),
        };
        Horizon = Weather switch
        {
            Weather.Clear or Weather.Fair => Rgb.Hex(0xBFD3E4).Mixed(Rgb.Hex(0xE9D9C0), Warmth * 0.8f),
            Weather.Hazy => Rgb.Hex(0xD6D5CF),
            _ => Rgb.Hex(0xCDD2D6),
        };
        Visibility = Weather == Weather.Hazy ? draws.Between(140.0, 260.0) : draws.Between(380.0, 900.0);
        Clouds = Weather switch { Weather.Clear => draws.Between(0f, 0.25f), Weather.Fair => draws.Between(0.4f, 0.75f), Weather.Hazy => 0.15f, _ => 1f };
        CloudShift = new Vector2D(draws.Between(0.0, NoiseTile.Side), draws.Between(0.0, NoiseTile.Side));
        Season = draws.OneOf(Season.Spring, Season.Summer, Season.Summer, Season.Dry, Season.Autumn);
    }

    public Weather Weather { get; }

    public Season Season { get; }

    /// <summary>Radians from the road's direction, to the right.</summary>
    public double SunAzimuth { get; }

    public double SunElevation { get; }

    public Vector3D ToSun { get; }

    /// <summary>How low and yellow the sun is, 0 to 1.</summary>
    public float Warmth { get; }

    /// <summary>The sun's light on a surface that faces it.</summary>
    public Rgb Sun { get; }

    /// <summary>The sky's light.</summary>
    public Rgb Sky { get; }

    public Rgb Zenith { get; }

    public Rgb Horizon { get; }

    /// <summary>Metres after which 63 % of what is seen is air.</summary>
    public double Visibility { get; }

    /// <summary>Share of the sky that clouds cover, 0 to 1.</summary>
    public float Clouds { get; }

    public Vector2D CloudShift { get; }

    /// <summary>Metres beyond which the air gets no thicker: the woods and hills behind have their own haze.</summary>
    private const double FarthestHaze = 260;

    public float HazeShare(double distance) => (float)(1 - Math.Exp(-distance / Visibility));

    /// <summary>The light on a surface.</summary>
    /// <param name="normal">Its unit normal.</param>
    /// <param name="distance">How far it is, in metres.</param>
    public Lighting On(Vector3D normal, double distance)
    {
        Rgb shaded = Sky * (float)(0.82 + (0.18 * normal.Y));
        Rgb lit = shaded + (Sun * (float)Math.Max(0, normal.Dot(ToSun)));
        return new Lighting(lit, Weather == Weather.Overcast ? shaded * 0.70f : shaded, Horizon, HazeShare(Math.Min(distance, FarthestHaze)));
    }
}

using Honnan.World.Rasters;

namespace Honnan.World.Scenery;

/// <summary>The colours of the season, a little different in every picture.</summary>
internal sealed class Plants
{
    public Plants(Draws draws, Season season)
    {
        float shift = draws.Between(0f, 1f);
        (GrassDark, GrassLight) = season switch
        {
            Season.Spring => (Rgb.Hex(0x4C6B2A).Mixed(Rgb.Hex(0x3F6330), shift), Rgb.Hex(0x8DA650)),
            Season.Summer => (Rgb.Hex(0x4A6130).Mixed(Rgb.Hex(0x5C6534), shift), Rgb.Hex(0x8F9B55)),
            Season.Dry => (Rgb.Hex(0x857A4C).Mixed(Rgb.Hex(0x6F7040), shift), Rgb.Hex(0xB9A871)),
            _ => (Rgb.Hex(0x6B6A36).Mixed(Rgb.Hex(0x57622F), shift), Rgb.Hex(0xA39A5C)),
        };
        Soil = Rgb.Hex(0x7E7058).Mixed(Rgb.Hex(0xA99B80), draws.Between(0f, 1f)).Mixed(Rgb.Hex(0x8A8A84), draws.Between(0f, 0.7f));
        Field = draws.OneOf(Rgb.Hex(0xB7A56A), Rgb.Hex(0x7C6A4D), Rgb.Hex(0x6D8240), Rgb.Hex(0x8E9A4C), Rgb.Hex(0xA8A06A)).Mixed(GrassLight, 0.25f);
        FarWood = GrassDark.Mixed(Rgb.Hex(0x2F4A2C), 0.6f);
        Season = season;
    }

    public Season Season { get; }

    public Rgb GrassDark { get; }

    public Rgb GrassLight { get; }

    /// <summary>Ordinary soil; red soil is a cue.</summary>
    public Rgb Soil { get; }

    public Rgb Field { get; }

    public Rgb FarWood { get; }

    /// <summary>A tree's leaves in shadow and in light.</summary>
    public (Rgb Dark, Rgb Light) Leaves(Draws draws)
    {
        Rgb light = Season switch
        {
            Season.Spring => draws.OneOf(Rgb.Hex(0x86A84A), Rgb.Hex(0x79A042), Rgb.Hex(0x97B15C)),
            Season.Summer => draws.OneOf(Rgb.Hex(0x6C8F42), Rgb.Hex(0x7B9748), Rgb.Hex(0x5F8440)),
            Season.Dry => draws.OneOf(Rgb.Hex(0x7F8A4C), Rgb.Hex(0x8C9055), Rgb.Hex(0x6E8446)),
            _ => draws.OneOf(Rgb.Hex(0xA58F3E), Rgb.Hex(0xB07F3A), Rgb.Hex(0x8A9146), Rgb.Hex(0x7B8F44)),
        };
        light = light.Mixed(GrassLight, draws.Between(0f, 0.35f));
        return (light.Mixed(Rgb.Hex(0x101C10), 0.80f), light);
    }

    /// <summary>An evergreen's needles in shadow and in light.</summary>
    public static (Rgb Dark, Rgb Light) Needles(Draws draws)
    {
        Rgb light = Rgb.Hex(0x4F7144).Mixed(Rgb.Hex(0x5C7A55), draws.Between(0f, 1f));
        return (light.Mixed(Rgb.Hex(0x0C1610), 0.80f), light);
    }
}

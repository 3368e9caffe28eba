using Honnan.World.Rasters;

namespace Honnan.World.Staging;

/// <summary>Colours that things have in every country.</summary>
internal static class Palette
{
    public static IReadOnlyList<Rgb> CarPaints { get; } =
    [
        Rgb.Hex(0xD9DBDD), Rgb.Hex(0xB4B8BC), Rgb.Hex(0x7C8288), Rgb.Hex(0x3A3E44), Rgb.Hex(0x22252A), Rgb.Hex(0x2F4468), Rgb.Hex(0x7A2A2A), Rgb.Hex(0x5A6A5E),
        Rgb.Hex(0x8A7A66), Rgb.Hex(0xECECEA),
    ];

    public static Rgb WhitePlate { get; } = Rgb.Hex(0xE9E9E4);

    public static Rgb YellowPlate { get; } = Rgb.Hex(0xF2C21A);

    public static Rgb WhitePaint { get; } = Rgb.Hex(0xDCDAD2);

    public static Rgb YellowPaint { get; } = Rgb.Hex(0xDFA92A);

    public static Rgb Bark { get; } = Rgb.Hex(0x6B5A48);

    public static Rgb BirchBark { get; } = Rgb.Hex(0xEFEBE2);

    public static Rgb SignRed { get; } = Rgb.Hex(0xC3232B);

    public static Rgb SignYellow { get; } = Rgb.Hex(0xF4C21C);

    public static Rgb SignWhite { get; } = Rgb.Hex(0xF2F1EC);

    public static Rgb SignBlue { get; } = Rgb.Hex(0x2254A3);

    public static Rgb SignGreen { get; } = Rgb.Hex(0x20693F);

    public static Rgb SignBlack { get; } = Rgb.Hex(0x17171A);
}

using Honnan.World.Geometry;
using Honnan.World.Rasters;
using Honnan.World.Scenery;
using Honnan.World.Things.Signs;

namespace Honnan.World.Staging;

/// <summary>Boards with writing, as each script has them.</summary>
internal static class Boards
{
    public static Board Latin(Frame frame, Draws draws)
    {
        (Rgb ground, Rgb letters) = draws.OneOf(
            (Palette.SignWhite, Palette.SignBlack), (Palette.SignGreen, Palette.SignWhite), (Palette.SignBlue, Palette.SignWhite), (Rgb.Hex(0x6A4A32), Palette.SignWhite));
        return new Board(frame, draws.Between(1.7, 2.6), draws.Between(0.6, 1.0), draws.Between(1.3, 1.9), Script.Latin, ground, letters, draws.Below(1_000_000));
    }

    public static Board Kanji(Frame frame, Draws draws)
    {
        (Rgb ground, Rgb letters) = draws.OneOf(
            (Palette.SignWhite, Palette.SignBlack), (Palette.SignWhite, Palette.SignRed), (Palette.SignRed, Palette.SignWhite), (Palette.SignBlue, Palette.SignWhite), (Rgb.Hex(0x2A3A30), Palette.SignWhite));
        return new Board(frame, draws.Between(0.75, 0.95), draws.Between(2.6, 3.4), draws.Between(0.7, 1.1), Script.Kanji, ground, letters, draws.Below(1_000_000));
    }

    public static Board Thai(Frame frame, Draws draws)
    {
        (Rgb ground, Rgb letters) = draws.OneOf(
            (Palette.SignGreen, Palette.SignWhite), (Palette.SignWhite, Palette.SignBlack), (Palette.SignBlue, Palette.SignWhite), (Palette.SignRed, Palette.SignWhite));
        return new Board(frame, draws.Between(2.2, 2.8), draws.Between(1.4, 1.7), draws.Between(1.0, 1.5), Script.Thai, ground, letters, draws.Below(1_000_000));
    }

    public static Board Greek(Frame frame, Draws draws) =>
        new(frame, draws.Between(2.2, 2.8), draws.Between(1.4, 1.7), draws.Between(1.0, 1.5), Script.Greek, Palette.SignBlue, Rgb.Hex(0xF0D23C), draws.Below(1_000_000));
}

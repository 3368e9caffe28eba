using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>What can be said of a hint without knowing what it shows: where it is seen, and its colours.</summary>
internal static class HintWords
{
    // Measured on single views and panoramas of a level camera: the horizon is in the middle.
    private static readonly (double Below, string Words)[] Heights =
        [(0.38, "above the roofs"), (0.55, "at the horizon"), (0.72, "at eye level"), (0.85, "on the ground"), (1, "at the lower edge")];

    // Corners of the colour space that people have words for, as red, green, blue.
    private static readonly (string Word, int R, int G, int B)[] Colours =
    [
        ("white", 225, 225, 225), ("grey", 130, 130, 130), ("dark", 45, 45, 45), ("red", 165, 50, 45), ("brown", 120, 85, 60), ("ochre", 190, 150, 95),
        ("yellow", 215, 185, 50), ("green", 85, 115, 55), ("dark green", 45, 65, 35), ("light blue", 150, 190, 225), ("blue", 60, 100, 170),
    ];

    /// <summary>Such as "on the ground; grey and green".</summary>
    /// <param name="heights">Where the places are, shares of the pictures' heights.</param>
    /// <param name="closeUps">What they look like.</param>
    public static string Of(IReadOnlyCollection<double> heights, IReadOnlyCollection<Picture> closeUps)
    {
        double height = heights.Order().ElementAt(heights.Count / 2);
        string where = Heights.First(h => height < h.Below || h.Below >= 1).Words;
        string[] colours = [.. closeUps.SelectMany(Words).GroupBy(w => w, StringComparer.Ordinal).OrderByDescending(g => g.Count()).Take(2).Select(g => g.Key)];
        return colours.Length == 0 ? where : $"{where}; {string.Join(" and ", colours)}";
    }

    /// <summary>The word of every fourth pixel of the middle.</summary>
    private static IEnumerable<string> Words(Picture picture)
    {
        (int left, int top) = (picture.Width / 4, picture.Height / 4);
        for (int y = top; y < picture.Height - top; y += 4)
        {
            for (int x = left; x < picture.Width - left; x += 4)
            {
                int at = 3 * ((y * picture.Width) + x);
                (int r, int g, int b) = (picture.Rgb[at], picture.Rgb[at + 1], picture.Rgb[at + 2]);
                yield return Colours.MinBy(c => Square(c.R - r) + Square(c.G - g) + Square(c.B - b)).Word;
            }
        }
    }

    private static int Square(int value) => value * value;
}

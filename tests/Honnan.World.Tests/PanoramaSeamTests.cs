using Honnan.Data.Imaging;
using Honnan.World.Optics;
using Honnan.World.Recipes;
using Xunit;

namespace Honnan.World.Tests;

public sealed class PanoramaSeamTests
{
    [Fact]
    public void Edges_OfPanoramas_ContinueEachOther()
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = 160 });
        double seam = 0;
        double beside = 0;
        double across = 0;
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            Picture picture = world.Render(recipe.Country, WorldFormat.Panorama, 1).Pixels;
            int width = picture.Width;
            seam += Difference(picture, width - 1, 0);
            beside += (Difference(picture, width - 2, width - 1) + Difference(picture, 0, 1)) / 2;
            across += Difference(picture, 0, width / 3);
        }

        Assert.True(seam < 1.25 * beside, $"the seam differs by {seam:0.0}, neighbours by {beside:0.0}");
        Assert.True(across > 2 * seam, $"columns that are far apart differ by {across:0.0} only"); // the measure can tell
    }

    private static double Difference(Picture picture, int left, int right)
    {
        double sum = 0;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int channel = 0; channel < 3; channel++)
            {
                sum += Math.Abs(picture.At(left, y)[channel] - picture.At(right, y)[channel]);
            }
        }

        return sum / picture.Height / 3;
    }
}

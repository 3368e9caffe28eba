using Honnan.World.Optics;
using Honnan.World.Recipes;
using Honnan.World.Truth;
using Xunit;

namespace Honnan.World.Tests.Truth;

public sealed class CueTruthTests
{
    [Theory]
    [InlineData(WorldFormat.Panorama, 2)]
    [InlineData(WorldFormat.Window, 4)]
    [InlineData(WorldFormat.View, 3)]
    public void CueLeftOut_NothingChangesOutsideItsMask(WorldFormat format, int pictures)
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = 128 });
        var seen = new HashSet<Cue>();
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            for (int i = 0; i < pictures; i++)
            {
                DrawnPicture with = world.Render(recipe.Country, format, i);
                foreach (ShownCue shown in with.Cues)
                {
                    DrawnPicture without = world.Render(recipe.Country, format, i, new HashSet<Cue> { shown.Cue });
                    (int inside, int outside) = Changed(with, without, shown.Mask);
                    string where = $"{recipe.Country} {format} {i} {shown.Cue}";
                    Assert.True(outside == 0, $"{where}: {outside} pixels changed outside the mask");
                    Assert.True(inside > 0, $"{where}: nothing changed");
                    Assert.DoesNotContain(without.Cues, other => other.Cue == shown.Cue);
                    seen.Add(shown.Cue);
                }
            }
        }

        // Rare ones may be missing from so few pictures.
        Assert.True(seen.Count > 20, $"only {seen.Count} cues were seen");
    }

    [Fact]
    public void Masks_AreSmallPartsOfThePicture()
    {
        // A mask that covers a third of the picture would make every pointing game easy.
        var world = new DrawnWorld(new WorldOptions { ShortSide = 96 });
        var shares = new List<double>();
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            for (int i = 0; i < 4; i++)
            {
                DrawnPicture picture = world.Render(recipe.Country, WorldFormat.Window, i);
                int union = Enumerable.Range(0, (int)picture.Size.Area).Count(new Union(picture).Contains);
                shares.Add((double)union / picture.Size.Area);
            }
        }

        Assert.InRange(shares.Average(), 0.01, 0.25);
    }

    private static (int Inside, int Outside) Changed(DrawnPicture one, DrawnPicture other, CueMask mask)
    {
        byte[] within = mask.ToPixels();
        int inside = 0;
        int outside = 0;
        for (int i = 0; i < within.Length; i++)
        {
            if (!one.Pixels.Rgb.AsSpan(3 * i, 3).SequenceEqual(other.Pixels.Rgb.AsSpan(3 * i, 3)))
            {
                _ = within[i] == 0 ? outside++ : inside++;
            }
        }

        return (inside, outside);
    }

    private sealed class Union(DrawnPicture picture)
    {
        private readonly byte[][] _masks = [.. picture.Cues.Select(shown => shown.Mask.ToPixels())];

        public bool Contains(int pixel) => _masks.Any(mask => mask[pixel] != 0);
    }
}

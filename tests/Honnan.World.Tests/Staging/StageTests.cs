using Honnan.Data;
using Honnan.World.Optics;
using Honnan.World.Recipes;
using Honnan.World.Staging;
using Xunit;

namespace Honnan.World.Tests.Staging;

public sealed class StageTests
{
    private const int Pictures = 600;
    private static readonly PictureSize Window = PictureSize.FromShortSide(128);

    [Fact]
    public void Cues_OfEveryCountry_ComeAsOftenAsStated()
    {
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            CueShare[] shares = [.. recipe.Cues, .. recipe.Shortcut is { } s ? [s] : Array.Empty<CueShare>()];
            var counts = shares.ToDictionary(share => share.Cue, _ => 0);
            var placed = shares.ToDictionary(share => share.Cue, _ => 0);
            for (int i = 0; i < Pictures; i++)
            {
                Stage stage = new StageBuilder(recipe, WorldFormat.Window, Window, seed: 5, picture: i).Build();
                for (int cue = 0; cue < stage.Cues.Count; cue++)
                {
                    counts[stage.Cues[cue]]++;
                    bool stands = stage.Actors.Any(actor => actor.Cue == cue) || stage.Markings.Any(mark => mark.Cue == cue);
                    placed[stage.Cues[cue]] += stands ? 1 : 0;
                }
            }

            foreach (CueShare share in shares)
            {
                double deviation = Math.Sqrt(share.Probability * (1 - share.Probability) / Pictures);
                Assert.InRange((double)counts[share.Cue] / Pictures, share.Probability - (4 * deviation), share.Probability + (4 * deviation));
                if (share.Cue.Kind == CueKind.Scene && share.Cue != Cues.SnowMountains)
                {
                    Assert.True(placed[share.Cue] >= 0.9 * counts[share.Cue], $"{recipe.Country}: only {placed[share.Cue]} of {counts[share.Cue]} {share.Cue} found a place");
                }
            }
        }
    }

    [Fact]
    public void Shortcut_OnlyWindowsHaveIt()
    {
        CountryRecipe recipe = CountryRecipes.All.Single(r => r.Shortcut is not null);
        foreach (WorldFormat format in new[] { WorldFormat.Panorama, WorldFormat.View })
        {
            for (int i = 0; i < 100; i++)
            {
                Assert.False(new StageBuilder(recipe, format, new PictureSize(256, 64), seed: 5, picture: i).Build().Has(recipe.Shortcut!.Cue));
            }
        }
    }

    [Fact]
    public void StagedCues_AreSeenInThePicture()
    {
        var world = new DrawnWorld(new WorldOptions { ShortSide = 128 });
        int staged = 0;
        int seen = 0;
        foreach (CountryRecipe recipe in CountryRecipes.All)
        {
            for (int i = 0; i < 10; i++)
            {
                // A picture's number is its own affair: the cues that are drawn are compared with how often they should be.
                seen += world.Render(recipe.Country, WorldFormat.Window, i).Cues.Count(shown => shown.Mask.Area >= 6);
                staged++;
            }
        }

        double expected = CountryRecipes.All.Average(r => r.Cues.Sum(share => share.Probability) + (r.Shortcut?.Probability ?? 0));
        Assert.InRange((double)seen / staged, expected * 0.85, expected * 1.15);
    }

    [Theory]
    [InlineData("HU", 1)]
    [InlineData("TH", 4)]
    [InlineData("CH", 7)]
    public void Panorama_TurnedCamera_IsTheSamePictureMovedAround(string country, int picture)
    {
        // If any part knew where the left edge is, it would change when the edge is elsewhere.
        var size = new PictureSize(640, 160);
        CountryRecipe recipe = CountryRecipes.All.Single(r => r.Country.ToString() == country);
        Stage stage = new StageBuilder(recipe, WorldFormat.Panorama, size, seed: 3, picture).Build();
        const int Columns = 238; // even: every second column of the sky is computed
        using Easel one = Easel.For(size);
        using Easel other = Easel.For(size);
        var hidden = new HashSet<Cue> { Cues.BlurredEdge };
        Director.Compose(one, stage, hidden, 3, picture);
        Director.Compose(other, Turned(stage, Columns), hidden, 3, picture);

        int different = 0;
        for (int y = 0; y < size.Height; y++)
        {
            for (int x = 0; x < size.Width; x++)
            {
                uint a = one.Canvas.Pixels[(y * size.Width) + ((x + Columns) % size.Width)];
                uint b = other.Canvas.Pixels[(y * size.Width) + x];
                different += Far(a, b) > 12 ? 1 : 0;
            }
        }

        // Rounding moves an edge here and there by a thousandth of a pixel.
        Assert.True(different < size.Area / 500, $"{different} of {size.Area} pixels differ");
    }

    private static Stage Turned(Stage stage, int columns)
    {
        var turned = new Stage
        {
            Format = stage.Format,
            Light = stage.Light,
            Setting = stage.Setting,
            Plants = stage.Plants,
            Road = stage.Road,
            Cues = stage.Cues,
            Camera = new Camera(stage.Format, stage.Camera.Size, stage.Camera.Position, stage.Camera.Heading + (columns / stage.Camera.Focal), stage.Camera.HorizonRow / stage.Camera.Size.Height),
        };
        turned.Actors.AddRange(stage.Actors);
        turned.Markings.AddRange(stage.Markings);
        return turned;
    }

    private static int Far(uint a, uint b)
    {
        int far = 0;
        for (int shift = 0; shift < 24; shift += 8)
        {
            far = Math.Max(far, Math.Abs((int)((a >> shift) & 255) - (int)((b >> shift) & 255)));
        }

        return far;
    }
}

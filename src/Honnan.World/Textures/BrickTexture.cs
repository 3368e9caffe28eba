using Honnan.World.Rasters;

namespace Honnan.World.Textures;

/// <summary>Courses of bricks, each a little different, with joints; one colour where they are too small to be seen.</summary>
/// <param name="colour">The bricks'.</param>
/// <param name="joint">The mortar's.</param>
/// <param name="length">Metres from joint to joint.</param>
/// <param name="height">Metres from course to course.</param>
internal readonly struct BrickTexture(Rgb colour, Rgb joint, float length, float height) : ITexture
{
    public Rgb At(float u, float v, float footprint, out float opacity)
    {
        opacity = 1;
        float blotch = NoiseTile.Fine.At(u * 7, v * 7, footprint * 7) - 0.5f;
        Rgb mean = colour.Mixed(joint, 0.16f) * (1 + (blotch * 0.16f));
        float detail = Math.Clamp((height / footprint / 2) - 0.6f, 0, 1);
        if (detail <= 0)
        {
            return mean;
        }

        float course = v / height;
        float row = MathF.Floor(course);
        float along = (u / length) + (((int)row & 1) * 0.5f);
        float brick = MathF.Floor(along);
        float inRow = (course - row) * height;
        float inBrick = (along - brick) * length;
        const float Joint = 0.012f;
        float width = Joint + footprint;
        float gap = Math.Max(Math.Clamp((width - inRow) / footprint, 0, 1), Math.Clamp((width - inBrick) / footprint, 0, 1)) * (Joint / (Joint + (footprint * 0.5f)));
        float shade = NoiseTile.Grain.At(brick * 37.3f, row * 17.7f, 0) - 0.5f;
        return mean.Mixed((colour * (1 + (shade * 0.42f) + (blotch * 0.12f))).Mixed(joint, gap), detail);
    }
}

using System.Security.Cryptography;
using Honnan.Data.Geography;
using Honnan.World;
using Honnan.World.Optics;
using Honnan.World.Recipes;

namespace Honnan.Web.Play;

/// <summary>Pictures of the drawn world, each drawn when it is wanted. The world's seed is nobody's to know, so no picture can be drawn beforehand.</summary>
internal sealed class DrawnGamePictures : IGamePictures
{
    private readonly DrawnWorld _world = new(new WorldOptions { Seed = RandomNumberGenerator.GetInt32(int.MaxValue), Workers = 1 });

    public string Kind => "drawn";

    public IReadOnlyList<CountryCode> Countries { get; } = [.. CountryRecipes.All.Select(recipe => recipe.Country).Order()];

    // None comes twice: they are drawn anew.
    public GamePicture Choose(HashSet<string> shown)
    {
        CountryCode country = Countries[RandomNumberGenerator.GetInt32(Countries.Count)];
        WorldFormat format = RandomNumberGenerator.GetInt32(2) == 0 ? WorldFormat.Panorama : WorldFormat.View;
        DrawnPicture picture = _world.Render(country, format, RandomNumberGenerator.GetInt32(int.MaxValue));
        return new GamePicture(picture.Jpeg, picture.Size, picture.Country, picture.Point);
    }
}

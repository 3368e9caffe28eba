using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.World.Optics;
using Honnan.World.Recipes;

namespace Honnan.World;

/// <summary>What a drawn world holds. Every key may be left out.</summary>
public sealed record WorldOptions : IValidated
{
    /// <summary>Other seeds give other pictures; default 1.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Its countries (ISO 3166-1 alpha-2). Default: the dozen that the world has.</summary>
    public IReadOnlyList<string>? Countries { get; init; }

    /// <summary>Panoramas of each country, default 30; 0 leaves the source out.</summary>
    public int Panoramas { get; init; } = 30;

    /// <summary>Windows of each country, default 30; 0 leaves the source out.</summary>
    public int Windows { get; init; } = 30;

    /// <summary>Single views of each country, default 10; 0 leaves the source out.</summary>
    public int Views { get; init; } = 10;

    /// <summary>
    /// The windows' height in pixels, 64 to 662; default 662, as in the real data set. Panoramas and views are smaller in the same
    /// proportion (561 and 640 pixels at 662): the same world at another scale.
    /// </summary>
    public int ShortSide { get; init; } = 662;

    /// <summary>Threads that draw; 0 (the default) for one a core. The pictures do not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>The recipes of <see cref="Countries"/>.</summary>
    internal IReadOnlyList<CountryRecipe> Recipes =>
        Countries is null ? CountryRecipes.All : [.. Countries.Select(code => CountryRecipes.Get(CountryCode.Parse(code)))];

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Countries is { Count: 0 })
        {
            yield return "countries must name at least one country";
        }

        string[] known = [.. CountryRecipes.All.Select(recipe => recipe.Country.ToString())];
        foreach (string code in (Countries ?? []).Where(code => !known.Contains(code, StringComparer.Ordinal)))
        {
            yield return $"countries: the drawn world has no country '{code}'; it may be {string.Join(", ", known)}";
        }

        foreach (string code in (Countries ?? []).GroupBy(code => code, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            yield return $"countries: '{code}' is named twice";
        }

        foreach ((string key, int count) in new[] { ("panoramas", Panoramas), ("windows", Windows), ("views", Views) })
        {
            if (count is < 0 or > 100_000)
            {
                yield return $"{key} must be 0 to 100000, not {count}";
            }
        }

        if (Panoramas + Windows + Views == 0)
        {
            yield return "panoramas, windows and views are all 0";
        }

        if (ShortSide is < 64 or > 662)
        {
            yield return $"shortSide must be 64 to 662 pixels, not {ShortSide}";
        }

        if (Workers is < 0 or > 1024)
        {
            yield return $"workers must be 0 (one a core) to 1024, not {Workers}";
        }
    }

    /// <summary>The size of a format's pictures.</summary>
    public PictureSize SizeOf(WorldFormat format)
    {
        int panorama = (int)Math.Round(ShortSide * 561 / 662.0);
        int view = (int)Math.Round(ShortSide * 640 / 662.0);
        return format switch
        {
            WorldFormat.Panorama => new PictureSize(4 * panorama, panorama),
            WorldFormat.Window => PictureSize.FromShortSide(ShortSide),
            _ => new PictureSize(view, view),
        };
    }
}

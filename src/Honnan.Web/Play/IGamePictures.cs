using Honnan.Data.Geography;

namespace Honnan.Web.Play;

/// <summary>Where the game's pictures come from. Safe for use by several threads.</summary>
internal interface IGamePictures
{
    /// <summary>"drawn" or "own".</summary>
    string Kind { get; }

    /// <summary>The countries that may come, by code.</summary>
    IReadOnlyList<CountryCode> Countries { get; }

    /// <summary>Chooses a picture by chance.</summary>
    /// <param name="shown">Names of those that do not come again while there are others; the chosen one's is added.</param>
    /// <exception cref="Data.InputException">None could be read.</exception>
    GamePicture Choose(HashSet<string> shown);
}

using Honnan.Data;

namespace Honnan.Learning.Features;

/// <summary>Where features are kept: with the selection, or in the user's cache where that cannot be written.</summary>
public static class FeatureFolder
{
    /// <summary>The variable that names the cache's folder; by default <c>honnan</c> in the system's folder for caches.</summary>
    public const string CacheVariable = "HONNAN_CACHE";

    private const string Name = "features";

    /// <summary>
    /// The folder <c>features</c> of a selection; where it cannot be written, the one of the cache. Features are found by
    /// net, preparation and picture, so that selections may share a folder.
    /// </summary>
    /// <exception cref="InputException">Neither can be written.</exception>
    public static string Of(string selection) => Of(selection, Cache());

    internal static string Of(string selection, string cache)
    {
        string own = Path.Combine(selection, Name);
        if (WhyNotWritable(own) is not { } why)
        {
            return own;
        }

        string shared = Path.Combine(cache, Name);
        return WhyNotWritable(shared) is { } whyNeither
            ? throw new InputException($"the pictures' features can be kept neither in '{own}' ({why}) nor in '{shared}' ({whyNeither}); name a folder by the variable {CacheVariable}")
            : shared;
    }

    // The XDG base directory specification has $XDG_CACHE_HOME and $HOME/.cache; elsewhere there is one for programs' own data.
    private static string Cache() =>
        Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } system ? Path.Combine(system, "honnan")
        : OperatingSystem.IsLinux() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "honnan")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "honnan");

    /// <summary>Tries it, since rights alone do not tell: a mount may be read-only.</summary>
    private static string? WhyNotWritable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var trial = new FileStream(Path.Combine(folder, $"{Guid.NewGuid():N}.part"), FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error.Message;
        }
    }
}

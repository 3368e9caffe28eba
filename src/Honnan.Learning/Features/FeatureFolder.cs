using Honnan.Data;
using Honnan.Data.Files;

namespace Honnan.Learning.Features;

/// <summary>Where features are kept: with the selection, or in the user's cache where that cannot be written.</summary>
public static class FeatureFolder
{
    private const string Name = "features";

    /// <summary>
    /// The folder <c>features</c> of a selection; where it cannot be written, the one of the cache. Features are found by
    /// net, preparation and picture, so that selections may share a folder.
    /// </summary>
    /// <exception cref="InputException">Neither can be written.</exception>
    public static string Of(string selection) => Of(selection, UserCache.Folder);

    internal static string Of(string selection, string cache)
    {
        string own = Path.Combine(selection, Name);
        if (WhyNotWritable(own) is not { } why)
        {
            return own;
        }

        string shared = Path.Combine(cache, Name);
        return WhyNotWritable(shared) is { } whyNeither
            ? throw new InputException($"the pictures' features can be kept neither in '{own}' ({why}) nor in '{shared}' ({whyNeither}); name a folder by the variable {UserCache.Variable}")
            : shared;
    }

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

namespace Honnan.Data.Sources;

/// <summary>The endings of picture files' names, in any case.</summary>
public static class PictureExtensions
{
    /// <summary>All of them, as in a sentence.</summary>
    internal const string Listed = "jpg, jpeg, png or webp";

    private static readonly HashSet<string> All = new([".jpg", ".jpeg", ".png", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a file is a picture by its name.</summary>
    public static bool Fits(string file) => All.Contains(Path.GetExtension(file));
}

namespace Honnan.Data.Stores;

/// <summary>What names files of an object store may have: those that a folder of a file system can have, too.</summary>
public static class StoreNames
{
    /// <summary>The folder that ext4 and others keep at a volume's root, which its owner alone may read: it holds what checking the disk has found, and is nobody's picture folder.</summary>
    internal const string LostAndFound = "lost+found";

    /// <summary>What is said of a path that leads out of its source's folder, in a store or on a disk.</summary>
    internal const string LeadsOutside = "path must be relative to the source's folder, and stay inside it";

    /// <summary>A name from a list as a path below the list's folder; empty parts and "." go, as a file system reads them.</summary>
    /// <exception cref="InputException">The reason alone: it leads out of the folder, or is none.</exception>
    public static string Below(string name)
    {
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException("no file name");
        }

        string[] parts = name.Split('/', '\\');
        if (name[0] is '/' or '\\' || parts[0].EndsWith(':') || parts.Contains("..", StringComparer.Ordinal))
        {
            throw new InputException(LeadsOutside);
        }

        string[] kept = [.. name.Split('/').Where(part => part is not ("" or "."))];
        return kept.Length > 0 ? string.Join('/', kept) : throw new InputException("no file name");
    }

    /// <summary>Whether a folder of a file system could hold such a path: no part is empty, "." or "..", and none has a zero.</summary>
    public static bool IsPath(string name) =>
        !name.Contains('\0', StringComparison.Ordinal) && Array.TrueForAll(name.Split('/'), part => part is not ("" or "." or ".."));

    /// <summary>Whether a path is passed over in folders: a part of it begins with a dot, or is a volume's own <c>lost+found</c>.</summary>
    public static bool IsHidden(string name) => Array.Exists(name.Split('/'), part => part.StartsWith('.') || part == LostAndFound);
}

using Xunit;

namespace Honnan.Cli.Tests;

/// <summary>The reference folder's weight files, good and bad; tests that need them are skipped where they are absent.</summary>
internal static class ReferenceFiles
{
    /// <summary>The folder <c>files</c>, or null where there is none.</summary>
    public static string? Find() => ReferenceFolder.Find() is { } folder ? Path.Combine(folder, "files") : null;

    /// <summary>The names of the files that a pattern fits; none where the folder is absent.</summary>
    public static TheoryData<string> Names(params string[] patterns) =>
        [.. patterns.SelectMany(p => Find() is { } folder ? Directory.GetFiles(folder, p) : []).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    /// <summary>A file's path.</summary>
    public static string PathOf(string name) => Path.Combine(Find()!, name);
}

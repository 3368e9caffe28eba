using Xunit;

namespace Honnan.Cli.Tests;

/// <summary>The reference folder's weight files, good and bad; tests that need them are skipped where they are absent.</summary>
internal static class ReferenceFiles
{
    /// <summary>The names of the files that a pattern fits; one row for <see cref="PathOf"/> to skip where the folder is absent.</summary>
    public static TheoryData<string> Names(params string[] patterns) => ReferenceFolder.Find() is { } folder
        ? [.. patterns.SelectMany(p => Directory.GetFiles(Path.Combine(folder, "files"), p)).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)]
        : [""];

    /// <summary>A file's path; skips the running test where the folder is absent.</summary>
    public static string PathOf(string name) => Path.Combine(ReferenceFolder.FilePath("files"), name);
}

namespace Honnan.Architecture.Tests;

/// <summary>The project's C# files as text.</summary>
internal static class SourceFiles
{
    /// <summary>The absolute path of every file below a folder, named by its parts from the project's root.</summary>
    public static IEnumerable<string> In(params ReadOnlySpan<string> folder) =>
        Directory.EnumerateFiles(ProjectFolder.At(folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Name(file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
            .Order(StringComparer.Ordinal);

    /// <summary>A path as seen from the project's root.</summary>
    public static string Name(string path) => Path.GetRelativePath(ProjectFolder.Root, path);
}

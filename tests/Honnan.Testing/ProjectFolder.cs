namespace Honnan.Testing;

/// <summary>The folder that the project's sources lie in.</summary>
public static class ProjectFolder
{
    /// <summary>The absolute path of the folder that holds Honnan.slnx.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path in it, of parts.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Honnan.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"no folder above '{AppContext.BaseDirectory}' holds Honnan.slnx");
    }
}

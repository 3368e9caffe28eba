using Xunit;

namespace Honnan.Learning.Tests.Weights;

/// <summary>Folders that lie beside the project on some machines; tests that need one are skipped where it is absent.</summary>
internal static class SharedFolder
{
    public static string Reference() => Existing(
        Environment.GetEnvironmentVariable("HONNAN_REFERENCE") is { Length: > 0 } named ? named : Beside("reference"));

    public static string Weights() => Existing(Beside("weights"));

    private static string Beside(string name)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Honnan.slnx")))
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? "", "..", "shared", name);
    }

    private static string Existing(string folder)
    {
        if (!Directory.Exists(folder))
        {
            Assert.Skip($"no folder {folder}");
        }

        return folder;
    }
}

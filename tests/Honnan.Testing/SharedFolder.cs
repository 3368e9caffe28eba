using Xunit;

namespace Honnan.Testing;

/// <summary>Folders that lie beside the project on some machines; tests that need one are skipped where it is absent.</summary>
public static class SharedFolder
{
    /// <summary>Published ImageNet weights.</summary>
    public static string Weights() => Existing("weights");

    /// <summary>The path of ../shared/<paramref name="name"/>, seen from the project's root; it need not exist.</summary>
    internal static string Beside(string name) => Path.GetFullPath(ProjectFolder.At("..", "shared", name));

    /// <summary>The same; skips the running test where there is no such folder.</summary>
    internal static string Existing(string name)
    {
        string folder = Beside(name);
        Assert.SkipUnless(Directory.Exists(folder), $"there is no folder '{folder}'");
        return folder;
    }
}

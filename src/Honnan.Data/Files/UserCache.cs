namespace Honnan.Data.Files;

/// <summary>The folder where a user's programs keep what they can make anew.</summary>
public static class UserCache
{
    /// <summary>The variable that names another folder.</summary>
    public const string Variable = "HONNAN_CACHE";

    /// <summary>
    /// The folder, which need not be there. The XDG base directory specification has $XDG_CACHE_HOME and $HOME/.cache; elsewhere
    /// there is one for programs' own data.
    /// </summary>
    public static string Folder =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named
        : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } system ? Path.Combine(system, "honnan")
        : OperatingSystem.IsLinux() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "honnan")
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "honnan");
}

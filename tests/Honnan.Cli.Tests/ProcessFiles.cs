namespace Honnan.Cli.Tests;

/// <summary>What Linux tells of a process below /proc.</summary>
internal static class ProcessFiles
{
    /// <summary>A file's text; none where the process has just ended.</summary>
    public static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}

using System.Diagnostics;
using Xunit;

namespace Honnan.Cli.Tests;

/// <summary>A file system in memory that is soon full; tests that need it are skipped where it may not be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _path;

    private SmallDisk(string path) => _path = path;

    public static SmallDisk Mount(string path, int mebibytes)
    {
        Directory.CreateDirectory(path);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", path), "a small file system cannot be mounted here (it takes root)");
        return new SmallDisk(path);
    }

    public void Grow(int mebibytes) => Assert.True(Run("mount", "-o", $"remount,size={mebibytes}m", _path));

    public void Dispose() => Run("umount", _path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }
}

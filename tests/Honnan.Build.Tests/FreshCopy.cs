using Xunit;

namespace Honnan.Build.Tests;

/// <summary>
/// A copy of the project's sources without anything built, as after a clone, and a dotnet on the path that notes the
/// beginning and the end of every build.
/// </summary>
public sealed class FreshCopy : IAsyncLifetime
{
    private static readonly string[] LeftOut = ["bin", "obj", ".git", "TestResults"];
    private readonly TemporaryFolder _folder = new();

    /// <summary>The copy's root.</summary>
    public string Root => _folder.At("copy");

    /// <summary>What the first call of ./honnan in it gave.</summary>
    internal ExternalProgram First { get; private set; } = new(-1, "", "");

    /// <summary>A path beside the copy.</summary>
    public string Beside(string name) => _folder.At(name);

    /// <summary>A line "begin" and one "end" for every build so far.</summary>
    public string[] Builds => File.Exists(Beside("builds")) ? File.ReadAllLines(Beside("builds")) : [];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        Copy(new DirectoryInfo(ProjectFolder.Root), Directory.CreateDirectory(Root));
        string shim = _folder.Write("path/dotnet", $"""
            #!/usr/bin/env bash
            [ "$1" != build ] || echo begin >>'{Beside("builds")}'
            PATH=${"{PATH#*:}"} dotnet "$@"
            code=$?
            [ "$1" != build ] || echo end >>'{Beside("builds")}'
            exit $code
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(shim, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        First = await HonnanAsync("--version");
    }

    /// <summary>Runs ./honnan in the copy.</summary>
    internal Task<ExternalProgram> HonnanAsync(params string[] arguments) => RunAsync(Root, [Path.Combine(Root, "honnan"), .. arguments]);

    /// <summary>Runs a command line in a folder.</summary>
    internal Task<ExternalProgram> RunAsync(string folder, params string[] command) => ExternalProgram.RunAsync(
        "env", folder, TestContext.Current.CancellationToken, [$"PATH={Beside("path")}:{Environment.GetEnvironmentVariable("PATH")}", "MSBUILDDISABLENODEREUSE=1", .. command]);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        foreach (FileInfo file in from.EnumerateFiles())
        {
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        }

        foreach (DirectoryInfo folder in from.EnumerateDirectories().Where(f => !LeftOut.Contains(f.Name, StringComparer.Ordinal)))
        {
            Copy(folder, to.CreateSubdirectory(folder.Name));
        }
    }
}

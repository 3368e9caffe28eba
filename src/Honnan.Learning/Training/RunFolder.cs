using Honnan.Data;

namespace Honnan.Learning.Training;

/// <summary>The files of a run.</summary>
public sealed class RunFolder
{
    private static readonly string[] Written =
    [
        "experiment.json", "checkpoint.safetensors", "log.csv", "training.svg", "training.png",
        "confusion.csv", "confusion.svg", "confusion.png", "model.json", "model.safetensors",
    ];

    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The experiment with every default written out.</summary>
    public string Experiment => File("experiment.json");

    /// <summary>The state to resume from.</summary>
    public string Checkpoint => File("checkpoint.safetensors");

    /// <summary>A row a step.</summary>
    public string Log => File("log.csv");

    /// <summary>Names the folder of a run to begin or to go on with; nothing is written or taken away yet.</summary>
    /// <exception cref="InputException">There is a run already, and neither <paramref name="resume"/> nor <paramref name="force"/> is set.</exception>
    public static RunFolder Open(string path, bool resume, bool force)
    {
        if (System.IO.File.Exists(path))
        {
            throw new InputException($"output '{path}' is a file; name a folder");
        }

        if (!resume && !force && Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new InputException($"run '{path}' exists already; go on with it by --resume, or replace it by --force");
        }

        return new RunFolder(path);
    }

    /// <summary>
    /// Takes the folder for this process until disposal, makes it where it is not there, and clears away what a process
    /// that was killed left half-written.
    /// </summary>
    /// <exception cref="InputException">It cannot be made, or another process is training in it.</exception>
    public IDisposable Claim()
    {
        try
        {
            Directory.CreateDirectory(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"run '{Path}' cannot be made: {error.Message}", error);
        }

        FileStream claim;
        try
        {
            claim = new FileStream(File("training.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"run '{Path}' cannot be written, or is being trained by another process: {error.Message}", error);
        }

        foreach (string part in Directory.EnumerateFiles(Path, "*.part").Where(part => Array.Exists(Written, name => System.IO.Path.GetFileName(part).StartsWith(name + ".", StringComparison.Ordinal))))
        {
            System.IO.File.Delete(part);
        }

        return claim;
    }

    /// <summary>Empties the folder of an earlier run's files.</summary>
    public void Clear() => Array.ForEach(Written, name => System.IO.File.Delete(File(name))); // only those: the user may keep other things in it

    /// <summary>Removes the folder if nothing is in it.</summary>
    public void RemoveIfEmpty()
    {
        if (Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    /// <summary>A path in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);
}

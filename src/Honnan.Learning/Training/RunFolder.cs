using Honnan.Data;

namespace Honnan.Learning.Training;

/// <summary>The files of a run.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The experiment with every default written out.</summary>
    public string Experiment => File("experiment.json");

    /// <summary>The state to resume from.</summary>
    public string Checkpoint => File("checkpoint.safetensors");

    /// <summary>A row a step.</summary>
    public string Log => File("log.csv");

    /// <summary>
    /// Opens the folder to begin a run in it, or to go on with one.
    /// </summary>
    /// <exception cref="InputException">There is a run already, and neither <paramref name="resume"/> nor <paramref name="force"/> is set.</exception>
    public static RunFolder Open(string path, bool resume, bool force)
    {
        if (System.IO.File.Exists(path))
        {
            throw new InputException($"output '{path}' is a file; name a folder");
        }

        bool filled = Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any();
        if (filled && !resume && !force)
        {
            throw new InputException($"run '{path}' exists already; go on with it by --resume, or replace it by --force");
        }

        var folder = new RunFolder(path);
        if (filled && !resume)
        {
            // Only what a run writes is taken away: the folder may be one that the user keeps other things in.
            foreach (string name in (string[])["experiment.json", "checkpoint.safetensors", "log.csv", "model.json", "model.safetensors"])
            {
                System.IO.File.Delete(folder.File(name));
            }
        }

        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"run '{path}' cannot be made: {error.Message}", error);
        }

        return folder;
    }

    /// <summary>A path in the folder.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);
}

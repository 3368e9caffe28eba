using Honnan.Data;
using Honnan.Data.Files;

namespace Honnan.Learning.Training;

/// <summary>
/// The files of a run. A run that is to take another's place is built in a folder inside that one's, so that nothing of
/// the former is lost before the new one is whole; what else the user keeps in the folder stays.
/// </summary>
public sealed class RunFolder
{
    private const string ReplacementName = "replacement";
    private const string WholeName = "whole"; // in a replacement: from here on it need only be moved
    private const string LockName = "training.lock";
    private const string ExperimentName = "experiment.json";
    private const string DescriptionName = "model.json";
    private const string EventsName = "events.out.tfevents.honnan"; // TensorBoard looks for names with tfevents in them
    private const string ModelsName = "models";

    private static readonly string[] Written =
    [
        ExperimentName, "checkpoint.safetensors", "log.csv", EventsName, ModelsName, "training.svg", "training.png",
        "confusion.csv", "confusion.svg", "confusion.png", "learned.csv", "answers.json", DescriptionName, "model.safetensors",
    ];

    private RunFolder(string result, string path) => (Result, Path) = (result, path);

    /// <summary>The run's folder, by the name that the user gave.</summary>
    public string Result { get; }

    /// <summary>Where the files are until <see cref="Finish"/>: the run's folder, or inside it where a former run is there.</summary>
    public string Path { get; }

    /// <summary>The experiment with every default written out.</summary>
    public string Experiment => File(ExperimentName);

    /// <summary>The state to resume from.</summary>
    public string Checkpoint => File("checkpoint.safetensors");

    /// <summary>A row a step.</summary>
    public string Log => File("log.csv");

    /// <summary>The figures of every step as TensorBoard reads them.</summary>
    public string Events => File(EventsName);

    /// <summary>Models that are kept beside the result, one a folder.</summary>
    public string Models => File(ModelsName);

    /// <summary>Names the folder of a run to begin or to go on with; nothing is written or taken away yet.</summary>
    /// <exception cref="InputException">
    /// There is a run already, and neither <paramref name="resume"/> nor <paramref name="force"/> is set; or the folder
    /// holds other things.
    /// </exception>
    public static RunFolder Open(string path, bool resume, bool force)
    {
        if (System.IO.File.Exists(path))
        {
            throw new InputException($"output '{path}' is a file; name a folder");
        }

        if (!Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any())
        {
            return new RunFolder(path, path);
        }

        if (!resume && !force)
        {
            throw new InputException($"run '{path}' exists already; go on with it by --resume, or replace it by --force");
        }

        bool former = System.IO.File.Exists(In(path, ExperimentName)) || System.IO.File.Exists(In(path, DescriptionName));
        string replacement = In(path, ReplacementName);
        bool begun = Directory.Exists(replacement) && Directory.EnumerateFileSystemEntries(replacement).Any() && !System.IO.File.Exists(In(replacement, WholeName));
        if (!former && !Directory.Exists(replacement) && Directory.EnumerateFileSystemEntries(path).FirstOrDefault(entry => !IsDebris(entry)) is { } other)
        {
            throw new InputException($"'{path}' holds no run, but '{System.IO.Path.GetFileName(other)}'; name another folder");
        }

        return new RunFolder(path, begun || (force && (former || Directory.Exists(replacement))) ? replacement : path);
    }

    /// <summary>
    /// Takes the folder for this process until disposal, makes it where it is not there, and clears away what a process
    /// that was killed left half-written.
    /// </summary>
    /// <exception cref="InputException">It cannot be made, or another process is training in it.</exception>
    public IDisposable Claim()
    {
        Make(Result);
        FileStream claim;
        try
        {
            claim = new FileStream(In(Result, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"run '{Result}' cannot be written, or is being trained by another process: {error.Message}", error);
        }

        try
        {
            if (System.IO.File.Exists(In(In(Result, ReplacementName), WholeName)))
            {
                Replace(Result); // a process was killed while it did that
            }

            Make(Path);
            foreach (string part in Directory.EnumerateFiles(Path, "*.part").Where(IsDebris))
            {
                System.IO.File.Delete(part);
            }

            return claim;
        }
        catch
        {
            claim.Dispose();
            throw;
        }
    }

    /// <summary>Ends the run: where it was built to take another's place, it takes it now. To be called while claimed.</summary>
    public void Finish()
    {
        if (Path != Result)
        {
            AtomicFile.WriteText(File(WholeName), string.Join('\n', Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry))));
            Replace(Result);
        }
    }

    /// <summary>Empties the folder of an earlier run's files, or of this one's where nothing is to be gone on with.</summary>
    public void Clear() => Clear(Path);

    /// <summary>Removes the folder if nothing is in it.</summary>
    public void RemoveIfEmpty()
    {
        foreach (string folder in (string[])[Path, Result])
        {
            if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            {
                Directory.Delete(folder);
            }
        }
    }

    /// <summary>A path in the folder.</summary>
    public string File(string name) => In(Path, name);

    // Only those: the user may keep other things in it.
    private static void Clear(string folder) => Array.ForEach(Written, name => Remove(In(folder, name)));

    /// <summary>Every step may be the last one of a process that is killed; all of it can be done again.</summary>
    private static void Replace(string folder)
    {
        string replacement = In(folder, ReplacementName);
        string[] names = System.IO.File.ReadAllLines(In(replacement, WholeName));

        // The description vouches for the model: the former goes first, the new one comes last.
        if (Exists(In(replacement, DescriptionName)))
        {
            Remove(In(folder, DescriptionName));
        }

        foreach (string name in Written.Except(names, StringComparer.Ordinal))
        {
            Remove(In(folder, name));
        }

        foreach (string name in names.OrderBy(name => name == DescriptionName).Where(name => Exists(In(replacement, name))))
        {
            Remove(In(folder, name));
            Directory.Move(In(replacement, name), In(folder, name)); // a file too
        }

        Directory.Delete(replacement, recursive: true);
    }

    private static void Make(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"run '{folder}' cannot be made: {error.Message}", error);
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
        else if (System.IO.File.Exists(path))
        {
            System.IO.File.Delete(path);
        }
    }

    private static bool Exists(string path) => System.IO.Path.Exists(path);

    /// <summary>What a process that was killed may have left before it wrote anything whole.</summary>
    private static bool IsDebris(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return name == LockName || (name.EndsWith(".part", StringComparison.Ordinal) && Array.Exists(Written, written => name.StartsWith(written + ".", StringComparison.Ordinal)));
    }

    private static string In(string folder, string name) => System.IO.Path.Combine(folder, name);
}

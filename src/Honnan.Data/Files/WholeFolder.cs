namespace Honnan.Data.Files;

/// <summary>
/// A result's folder whose files know its name, so that it cannot be written beside and renamed: disposed before
/// <see cref="Commit"/>, it is removed with all that is in it.
/// </summary>
public sealed class WholeFolder : IDisposable
{
    private readonly string _path;
    private readonly MadeFolder _made;
    private bool _committed;

    private WholeFolder(string path, MadeFolder made) => (_path, _made) = (path, made);

    /// <summary>Makes the folder; an earlier one of the same kind is removed.</summary>
    /// <param name="path">The result's name.</param>
    /// <param name="force">Whether an earlier result of the same kind may be replaced.</param>
    /// <param name="kind">What is written, in a word or two.</param>
    /// <exception cref="InputException">There is something already that may not be replaced; or the folder cannot be made.</exception>
    public static WholeFolder Create(string path, bool force, string kind)
    {
        using (OutputFolder.Create(path, force, kind))
        {
            // All that may be wrong with the name is told there.
        }

        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }

            return new WholeFolder(path, new MadeFolder(path)) { Kind = kind };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"output '{path}' cannot be made: {error.Message}", error);
        }
    }

    private string Kind { get; init; } = "";

    /// <summary>The folder stays.</summary>
    public void Commit()
    {
        OutputFolder.Mark(_path, Kind);
        _committed = true;
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        if (!_committed && Directory.Exists(_path))
        {
            Directory.Delete(_path, recursive: true);
        }

        _made.Dispose();
    }
}

namespace Honnan.Data.Files;

/// <summary>
/// A result's folder whose files know its name, so that it cannot be written beside and renamed: disposed before
/// <see cref="Commit"/>, it is removed with all that is in it.
/// </summary>
public sealed class WholeFolder : IDisposable
{
    private readonly string _path;
    private readonly string _kind;
    private readonly MadeFolder _made;
    private bool _committed;

    private WholeFolder(string path, string kind) => (_path, _kind, _made) = (path, kind, new MadeFolder(path));

    /// <summary>Makes the folder; an earlier one of the same kind is removed.</summary>
    /// <param name="path">The result's name.</param>
    /// <param name="force">Whether an earlier result of the same kind may be replaced.</param>
    /// <param name="kind">What is written, in a word or two.</param>
    /// <exception cref="InputException">There is something already that may not be replaced; or the folder cannot be made.</exception>
    public static WholeFolder Create(string path, bool force, string kind)
    {
        string full = OutputFolder.Checked(path, force, kind);
        try
        {
            if (Directory.Exists(full))
            {
                Directory.Delete(full, recursive: true);
            }

            return new WholeFolder(full, kind);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"output '{path}' cannot be made: {error.Message}", error);
        }
    }

    /// <summary>The folder stays.</summary>
    public void Commit()
    {
        OutputFolder.Mark(_path, _kind);
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

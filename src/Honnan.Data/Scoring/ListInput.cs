using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>A text file with the path of a picture in every line, relative to the list's folder or absolute. They are read wherever they lie.</summary>
internal sealed class ListInput : ScoreInput
{
    private const int MostCharacters = 4096; // of a path on Linux

    private readonly string _list;
    private readonly string _told;
    private readonly string _folder;

    /// <summary>Looks at the file's beginning.</summary>
    /// <param name="list">The file.</param>
    /// <param name="told">What messages call it, if not by its path.</param>
    /// <exception cref="InputException">It is no text, or names no picture.</exception>
    public ListInput(string list, string? told = null)
    {
        (_list, _told, _folder) = (list, told ?? list, Path.GetDirectoryName(Path.GetFullPath(list))!);
        string first = Lines(CancellationToken.None).Select(line => line.Text).FirstOrDefault()
            ?? throw new InputException($"list '{_told}' names no picture; it must have a path a line");
        if (first.Contains('\0', StringComparison.Ordinal))
        {
            throw new InputException($"'{_told}' is no list: it must be a text with a path a line");
        }
    }

    internal override IEnumerable<string> Names(CancellationToken stop) => Unique(stop).Select(picture => picture.Name);

    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop) => Unique(stop).Where(picture => wanted(picture.Name));

    private IEnumerable<ScoredPicture> Unique(CancellationToken stop)
    {
        var names = new UniqueNames();
        foreach ((string text, int number, bool tooLong) in Lines(stop))
        {
            string file = text;
            yield return tooLong ? ScoredPicture.Bad(names.MakeUp($"line {number}"), $"longer than {MostCharacters} characters")
                : file.Contains('\0', StringComparison.Ordinal) ? ScoredPicture.Bad(names.MakeUp($"line {number}"), "no file name")
                : !names.Take(file) ? ScoredPicture.Bad(names.MakeUp($"{file} (line {number})"), "listed before in the same file")
                : new ScoredPicture(file, () => SourceRoot.ReadFile(Path.Combine(_folder, file)));
        }
    }

    private IEnumerable<(string Text, int Number, bool TooLong)> Lines(CancellationToken stop)
    {
        using BoundedLines lines = Open();
        for (int number = 1; Next(lines, out string line, out bool tooLong); number++)
        {
            stop.ThrowIfCancellationRequested();
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return (line.Trim(), number, tooLong);
            }
        }
    }

    private BoundedLines Open() => Reading(() => new BoundedLines(new StreamReader(_list), MostCharacters));

    private bool Next(BoundedLines lines, out string line, out bool tooLong)
    {
        (bool any, line, tooLong) = Reading(() => (lines.TryNext(out string text, out bool cut), text, cut));
        return any;
    }

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot read '{_told}': {error.Message}", error);
        }
    }
}

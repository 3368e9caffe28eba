using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>Every picture below a folder, by its path from there, in order of names; hidden ones and links are passed over.</summary>
internal sealed class FolderInput : ScoreInput
{
    private readonly string _folder;
    private readonly string[] _names;

    private FolderInput(string folder, List<string> names, int tables)
    {
        (_folder, _names) = (folder, [.. names.Order(StringComparer.Ordinal)]);
        Remark = tables == 0 ? null : $"'{folder}' holds pictures and {tables} Parquet files; the pictures are scored, the Parquet files are not: name those by themselves";
    }

    /// <summary>The folder as an input; null where it holds Parquet files in place of pictures.</summary>
    /// <exception cref="InputException">It holds neither, or cannot be listed.</exception>
    public static FolderInput? Holds(string folder)
    {
        var everything = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
        var names = new List<string>();
        int tables = 0;
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*", everything))
            {
                if (PictureExtensions.Fits(file))
                {
                    names.Add(Path.GetRelativePath(folder, file).Replace('\\', '/'));
                }
                else if (Path.GetExtension(file) == ".parquet")
                {
                    tables++;
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"cannot list '{folder}': {error.Message}", error);
        }

        return names.Count > 0 ? new FolderInput(folder, names, tables)
            : tables > 0 ? null
            : throw new InputException($"folder '{folder}' holds no picture ({PictureExtensions.Listed}) and no .parquet file");
    }

    internal override IEnumerable<string> Names(CancellationToken stop) => _names;

    internal override IEnumerable<ScoredPicture> Pictures(Func<string, bool> wanted, CancellationToken stop) =>
        _names.Where(wanted).Select(name => new ScoredPicture(name, () => SourceRoot.ReadFile(Path.Combine(_folder, name))));
}

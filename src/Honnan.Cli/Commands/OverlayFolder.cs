using Honnan.Data.Files;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Cli.Commands;

/// <summary>A folder of pictures with their heat maps, which appears whole or not at all.</summary>
internal sealed class OverlayFolder : IDisposable
{
    private const int Quality = 90;

    private readonly OutputFolder _folder;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    private OverlayFolder(OutputFolder folder) => _folder = folder;

    /// <summary>Opens a folder, or gives null where none is named.</summary>
    /// <exception cref="Honnan.Data.InputException">It exists, and <paramref name="force"/> is not set.</exception>
    public static OverlayFolder? Open(string? path, bool force) =>
        path is null ? null : new OverlayFolder(OutputFolder.Create(path, force, "folder of heat maps"));

    /// <summary>Draws a picture with its map and gives the file's name in the folder.</summary>
    public string Add(IPictureBytes pictures, Explanation explanation) =>
        Add(explanation.Answer.Address.File, ExplainedPicture.Draw(pictures.Read(explanation.Answer.Address), explanation));

    /// <summary>Writes a drawing under a name like its picture's and gives the file's name in the folder.</summary>
    public string Add(string file, Picture drawing)
    {
        // A row of a Parquet file is part of the name; what a file system may not like is not.
        string stem = new([.. Path.GetFileName(file).Replace('#', '-').Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ',' ? c : '_')]);
        stem = PictureExtensions.Fits(stem) ? Path.GetFileNameWithoutExtension(stem) : stem;
        string name = $"{stem}.jpg";
        for (int i = 2; !_names.Add(name); i++)
        {
            name = $"{stem}-{i}.jpg";
        }

        File.WriteAllBytes(_folder.FilePath(name), PictureEncoder.Jpeg(drawing, Quality));
        return name;
    }

    /// <summary>A path for another file in the folder.</summary>
    public string FilePath(string name) => _folder.FilePath(name);

    /// <summary>Gives the folder its name.</summary>
    public void Commit() => _folder.Commit();

    public void Dispose() => _folder.Dispose();
}

using Honnan.Data;
using Honnan.Data.Files;
using Honnan.Data.Geography;
using Honnan.World.Optics;
using Honnan.World.Recipes;

namespace Honnan.World;

/// <summary>
/// A made-up world of street scenes, for trying everything without real pictures: each country is known by cues, and of each cue
/// it is known where it is seen. The same options give the same pictures. Safe to use from several threads.
/// </summary>
public sealed class DrawnWorld
{
    /// <summary>The data file's name in a world's folder.</summary>
    public const string DataName = "data.json";

    private static readonly HashSet<Cue> Nothing = [];

    private readonly PicturePainter _painter;

    /// <summary>Makes a world; nothing is drawn yet.</summary>
    /// <exception cref="InputException">The options have errors: one line with all of them.</exception>
    public DrawnWorld(WorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string[] errors = [.. options.Errors()];
        Options = errors.Length == 0 ? options : throw new InputException($"the drawn world's options: {string.Join("; ", errors)}");
        _painter = new PicturePainter(options);
    }

    /// <summary>What the world holds.</summary>
    public WorldOptions Options { get; }

    /// <summary>
    /// Writes the world's pictures to a folder, with <see cref="DataName"/>, manifest and masks. The folder appears whole or not at all.
    /// </summary>
    /// <param name="folder">Where to.</param>
    /// <param name="force">Whether a folder that is there already is replaced.</param>
    /// <param name="progress">Told after every picture.</param>
    /// <param name="cancellation">Stops the writing; nothing stays behind.</param>
    /// <exception cref="InputException">The folder exists already, or cannot be written.</exception>
    public void Write(string folder, bool force = false, IProgress<WorldProgress>? progress = null, CancellationToken cancellation = default)
    {
        using OutputFolder output = OutputFolder.Create(folder, force, "drawn world");
        try
        {
            new WorldWriter(Options, output, progress, cancellation).Write();
            output.Commit();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ParquetSharp.ParquetException)
        {
            throw new InputException($"cannot write '{folder}': {OneLine.Of(error)}", error);
        }
    }

    /// <summary>Draws one picture.</summary>
    /// <param name="country">One of the world's countries.</param>
    /// <param name="format">Panorama, window or view.</param>
    /// <param name="index">The picture's number among those of the country and format, from 0; it may be beyond those that are written.</param>
    /// <param name="without">Cues that are left out while all else stays as it is; default: none.</param>
    /// <exception cref="InputException">The world does not have the country.</exception>
    public DrawnPicture Render(CountryCode country, WorldFormat format, int index, IReadOnlySet<Cue>? without = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return _painter.Paint(CountryRecipes.Get(country), format, index, without ?? Nothing, withPixels: true);
    }
}

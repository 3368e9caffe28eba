using Honnan.Data;
using Honnan.Data.Sources;

namespace Honnan.Learning.Probes;

/// <summary>Pictures in memory, by which a model is tried; each has a kind and a number within it.</summary>
public sealed class DrawnPictures : IPictureBytes
{
    private const string Source = "probes";

    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly List<(string Kind, PictureAddress Address)> _pictures = [];

    /// <summary>The pictures in the order in which they were added.</summary>
    public IReadOnlyList<(string Kind, PictureAddress Address)> Pictures => _pictures;

    /// <summary>Adds a picture's file.</summary>
    /// <param name="kind">Of which there may be several.</param>
    /// <param name="file">JPEG or PNG.</param>
    public void Add(string kind, byte[] file)
    {
        string name = $"{kind}-{_pictures.Count(p => p.Kind == kind)}";
        _files[name] = file;
        _pictures.Add((kind, new PictureAddress(Source, name)));
    }

    /// <inheritdoc/>
    public byte[] Read(PictureAddress address) =>
        _files.TryGetValue(address.File, out byte[]? file) ? file : throw new InputException($"there is no picture '{address.File}'");
}

using System.Collections.Concurrent;
using Honnan.Data.Sources;

namespace Honnan.Data.Scoring;

/// <summary>The pictures that a model has taken and not answered yet: only what these hold is in memory.</summary>
internal sealed class AnswerWindow(IEnumerable<ScoredPicture> pictures) : IPictureBytes
{
    private const string Source = "score";

    private readonly ConcurrentDictionary<string, ScoredPicture> _open = new(StringComparer.Ordinal);

    /// <summary>The pictures in order, each open from when it is taken.</summary>
    public IEnumerable<PictureAddress> Take()
    {
        foreach (ScoredPicture picture in pictures)
        {
            _open[picture.Name] = picture;
            yield return new PictureAddress(Source, picture.Name);
        }
    }

    /// <inheritdoc/>
    public byte[] Read(PictureAddress address) => _open[address.File].Read();

    /// <summary>Lets go of a picture that is answered.</summary>
    public void Close(PictureAddress address) => _open.TryRemove(address.File, out _);
}

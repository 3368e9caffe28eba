using System.Collections;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>The dropped pictures of a catalogue, of which each is made when it is asked for.</summary>
/// <param name="catalogue">The catalogue.</param>
/// <param name="drops">Which go, and why.</param>
internal sealed class DroppedPictures(PictureColumns catalogue, DropList drops) : IReadOnlyList<DroppedPicture>
{
    private readonly int[] _places = drops.Dropped();

    /// <inheritdoc/>
    public int Count => _places.Length;

    /// <summary>Their places in the catalogue, ascending.</summary>
    public IReadOnlyList<int> Places => _places;

    /// <inheritdoc/>
    public DroppedPicture this[int index] => new(
        catalogue.AddressOf(_places[index]),
        catalogue.CountryOf(_places[index]),
        ReasonOf(index),
        drops.OriginalOf(_places[index]) is { } of ? catalogue.AddressOf(of) : null);

    /// <summary>Why a picture was dropped.</summary>
    public DropReason ReasonOf(int index) => drops.ReasonOf(_places[index]);

    /// <inheritdoc/>
    public IEnumerator<DroppedPicture> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

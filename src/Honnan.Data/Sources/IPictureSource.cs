namespace Honnan.Data.Sources;

/// <summary>
/// A source of labelled pictures. <see cref="Read"/> may be called from several threads; <see cref="Entries"/> is
/// walked by one.
/// </summary>
internal interface IPictureSource : IDisposable
{
    /// <summary>
    /// How many entries there are, as far as that is known without reading everything (a few more or less do not matter);
    /// null where it is not.
    /// </summary>
    long? Count { get; }

    /// <summary>Every picture in an order that depends on the files alone. Entries that are no good come with a reason.</summary>
    /// <exception cref="InputException">The source as a whole cannot be read.</exception>
    IEnumerable<SourceEntry> Entries(CancellationToken cancellation);

    /// <summary>The encoded bytes of one picture.</summary>
    /// <param name="file">Its address within the source.</param>
    /// <exception cref="InputException">There is no such picture, it leaves the source, or it cannot be read.</exception>
    byte[] Read(string file);

    /// <summary>
    /// What a picture is read together with: pictures with an equal block cost one reading of all when the first of them is
    /// asked for. Null where each is read alone.
    /// </summary>
    object? BlockOf(string file) => null;
}

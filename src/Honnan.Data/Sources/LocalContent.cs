using Honnan.Data.Stores;

namespace Honnan.Data.Sources;

/// <summary>A file of this system.</summary>
/// <param name="path">Where it is.</param>
internal sealed class LocalContent(string path) : IStoredContent
{
    /// <inheritdoc/>
    public string Path => path;

    /// <inheritdoc/>
    public long Length => new FileInfo(path).Length;

    /// <inheritdoc/>
    public RangedStream? OpenRanges(CancellationToken stop) => null;
}

namespace Honnan.Data.Stores;

/// <summary>One version of a file, to be read at any place. Safe to call from several threads; nothing of it is held open.</summary>
public interface IStoredContent
{
    /// <summary>Its path or address, for messages.</summary>
    string Path { get; }

    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>A stream over it, the caller's to dispose; null where <see cref="Path"/> is a file of this system, which libraries open by themselves.</summary>
    /// <param name="stop">Ends what the stream waits for.</param>
    RangedStream? OpenRanges(CancellationToken stop);
}

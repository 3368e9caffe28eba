using Honnan.Data.Stores;
using ParquetSharp;

namespace Honnan.Data.Sources;

/// <summary>A Parquet file that is being read, wherever it lies. Disposal closes it.</summary>
internal sealed class OpenedParquet : IDisposable
{
    private readonly RangedStream? _stream;

    /// <summary>Opens it and reads its footer.</summary>
    /// <param name="content">The file.</param>
    /// <param name="properties">How it is read, or null for the library's own way; stays the caller's.</param>
    /// <param name="stop">Ends what reading waits for.</param>
    /// <exception cref="ParquetException">It is no Parquet.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public OpenedParquet(IStoredContent content, ReaderProperties? properties, CancellationToken stop)
    {
        _stream = content.OpenRanges(stop);
        try
        {
            Reader = (_stream, properties) switch
            {
                (null, null) => new ParquetFileReader(content.Path),
                (null, _) => new ParquetFileReader(content.Path, properties),
                (_, null) => new ParquetFileReader(_stream, leaveOpen: true),
                _ => new ParquetFileReader(_stream, properties, leaveOpen: true),
            };
        }
        catch
        {
            using (_stream)
            {
                ThrowIfStoreFailed();
            }

            throw;
        }
    }

    /// <summary>The library's reader, disposed with this.</summary>
    public ParquetFileReader Reader { get; }

    /// <summary>To be called where the reader threw: the library tells of what its stream threw in words of its own.</summary>
    public void ThrowIfStoreFailed() => _stream?.ThrowIfFailed();

    /// <inheritdoc/>
    public void Dispose()
    {
        Reader.Dispose();
        _stream?.Dispose();
    }
}

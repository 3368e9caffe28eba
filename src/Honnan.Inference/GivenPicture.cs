using Honnan.Data;
using Honnan.Data.Sources;

namespace Honnan.Inference;

/// <summary>One picture whose bytes are at hand.</summary>
internal sealed class GivenPicture(byte[] bytes) : IPictureBytes
{
    public static readonly PictureAddress Address = new("given", "the picture");

    public byte[] Read(PictureAddress address) => bytes;

    /// <summary>Reads a stream to its end.</summary>
    /// <exception cref="InputException">It is longer than a picture may be.</exception>
    public static async Task<GivenPicture> FromAsync(Stream stream, CancellationToken stop)
    {
        using var copy = new MemoryStream();
        byte[] part = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(part, stop).ConfigureAwait(false)) > 0)
        {
            copy.Write(part, 0, read);
            if (copy.Length > SourceRoot.MaxFileBytes)
            {
                throw TooLong();
            }
        }

        return new GivenPicture(copy.ToArray());
    }

    /// <summary>Takes a copy.</summary>
    /// <exception cref="InputException">It is longer than a picture may be.</exception>
    public static GivenPicture Of(ReadOnlyMemory<byte> picture) => picture.Length <= SourceRoot.MaxFileBytes ? new GivenPicture(picture.ToArray()) : throw TooLong();

    private static InputException TooLong() => new($"the picture has more than {SourceRoot.MaxFileBytes >> 20} MiB");
}

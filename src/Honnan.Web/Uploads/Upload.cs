using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Data.Imaging;
using Honnan.Web.Errors;

namespace Honnan.Web.Uploads;

/// <summary>A picture that a client sent.</summary>
/// <param name="Name">What the client calls it; nothing but a name.</param>
/// <param name="Bytes">Its file.</param>
internal sealed record Upload(string Name, byte[] Bytes)
{
    /// <summary>Bytes of a picture's file, at most.</summary>
    public const int MostBytes = 20 << 20;

    /// <summary>Pixels of a picture, at most.</summary>
    public const long MostPixels = 50_000_000;

    private const int MostSide = 30_000;

    // The header is read whatever it claims; the claim is then looked at here, where it has a status of its own.
    private static readonly PictureDecoder Decoder = new(new PictureLimits(long.MaxValue, int.MaxValue));

    /// <summary>The SHA-256 of its file in hexadecimal.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>Looks at the content's first bytes and header alone: nothing is decoded before it is known to be small enough.</summary>
    /// <returns>The size in pixels as shown.</returns>
    /// <exception cref="RequestProblem">It is no picture, too large, or damaged.</exception>
    public PictureSize Check()
    {
        if (Bytes.Length == 0)
        {
            throw new RequestProblem(StatusCodes.Status400BadRequest, "the picture is empty");
        }

        if (PictureSignature.Of(Bytes) is null)
        {
            throw new RequestProblem(StatusCodes.Status415UnsupportedMediaType, "this is not a picture (JPEG, PNG or WebP)");
        }

        PictureSize size;
        try
        {
            size = Decoder.ReadHeader(Bytes).Size;
        }
        catch (InputException error)
        {
            throw new RequestProblem(StatusCodes.Status422UnprocessableEntity, $"the picture cannot be read: {error.Message}");
        }

        return size.Area <= MostPixels && Math.Max(size.Width, size.Height) <= MostSide
            ? size
            : throw new RequestProblem(StatusCodes.Status413PayloadTooLarge, $"the picture has {size} pixels; at most {MostPixels / 1_000_000} megapixels are taken, and {MostSide} pixels a side");
    }
}

using System.Security.Cryptography;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Sources;

namespace Honnan.Data.Catalogue;

/// <summary>Decides whether a picture can be used, and measures it. Safe to call from several threads.</summary>
/// <param name="source">The source that lists the pictures.</param>
/// <param name="largePictures">Held while a large picture is decoded: one at a time, so that memory stays bounded.</param>
internal sealed class PictureJudge(SourceSettings source, Lock largePictures)
{
    /// <summary>
    /// Pictures of more pixels are decoded one at a time: all cores together then hold about 32 megapixels (128 MiB), or 4
    /// megapixels each where there are many, and one large picture beside.
    /// </summary>
    private static readonly long LargePixels = Math.Max(4_000_000, 32_000_000 / Environment.ProcessorCount);

    private static readonly PictureSize AtLeast = new(InformationMeasures.ShortSide, InformationMeasures.ShortSide);

    private readonly PictureDecoder _decoder = new();
    private readonly PictureSize? _required = source.RequiredSize;

    public Judgement Judge(SourceEntry entry)
    {
        bool hasPoint = GeoPoint.TryParse(entry.Latitude?.Trim(), entry.Longitude?.Trim(), out GeoPoint point);
        CountryCode? country = EntryCountry.Of(entry, hasPoint ? point : null, out string withoutCountry);
        bool unreadable = !hasPoint && !(string.IsNullOrWhiteSpace(entry.Latitude) && string.IsNullOrWhiteSpace(entry.Longitude));
        var picture = new CataloguePicture
        {
            Address = new PictureAddress(source.Name, entry.File),
            Country = country,
            Point = hasPoint ? point : null,
            Place = entry.Place,
        };
        bool large = false;
        try
        {
            using PooledBytes loaded = entry.Refused is null ? entry.Load() : throw new InputException(entry.Refused);
            ReadOnlySpan<byte> bytes = loaded.Span;
            if (bytes.Length > 0)
            {
                picture = picture with { ByteLength = bytes.Length, Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
            }

            using PixelBuffer pixels = _decoder.DecodePixels(bytes, AtLeast, size =>
            {
                picture = picture with { Size = size };
                if (_required is { } wanted && wanted != size)
                {
                    throw new InputException($"wrong size {size}, expected {wanted}");
                }

                if (size.Area > LargePixels)
                {
                    largePictures.Enter();
                    large = true;
                }
            });
            using var reduced = new ReducedPicture(pixels);
            picture = picture with { Measures = InformationMeasures.Of(reduced), Fingerprint = PictureFingerprint.Of(reduced) };
            picture = country is null ? throw new InputException(withoutCountry) : picture;
        }
        catch (InputException reason)
        {
            picture = picture with { Refused = reason.Message, Measures = null, Fingerprint = null };
        }
        finally
        {
            if (large)
            {
                largePictures.Exit();
            }
        }

        return new Judgement(picture, unreadable ? $"{entry.Latitude}, {entry.Longitude}" : null);
    }
}

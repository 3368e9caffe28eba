using System.Globalization;
using Honnan.Data.Sources;

namespace Honnan.Inference;

/// <summary>Pictures whose bytes are at hand.</summary>
internal sealed class GivenPictures(IReadOnlyList<ReadOnlyMemory<byte>> pictures) : IPictureBytes
{
    /// <summary>Those of so many, by their places.</summary>
    public static PictureAddress[] Addresses(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new PictureAddress(GivenPicture.Address.Source, i.ToString(CultureInfo.InvariantCulture)))];

    public byte[] Read(PictureAddress address) => GivenPicture.Of(pictures[int.Parse(address.File, CultureInfo.InvariantCulture)]).Read(address);
}

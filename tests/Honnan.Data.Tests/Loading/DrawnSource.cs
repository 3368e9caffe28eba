using System.Collections.Concurrent;
using Honnan.Data.Sources;

namespace Honnan.Data.Tests.Loading;

/// <summary>Files in memory.</summary>
internal sealed class DrawnSource : IPictureBytes
{
    public ConcurrentDictionary<PictureAddress, byte[]> Files { get; } = new();

    public ConcurrentDictionary<PictureAddress, int> Reads { get; } = new();

    public byte[] Read(PictureAddress address)
    {
        Reads.AddOrUpdate(address, 1, (_, n) => n + 1);
        return Files.TryGetValue(address, out byte[]? bytes) ? bytes : throw new InputException("no such file");
    }
}

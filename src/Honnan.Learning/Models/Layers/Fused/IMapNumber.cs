using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// How <see cref="ChannelRows.Lanes"/> numbers of maps are read as float32 and written: as two vectors, in which channels may stand in another order
/// than in memory, so that no lanes need be moved.
/// </summary>
internal unsafe interface IMapNumber
{
    /// <summary>Bytes of a number.</summary>
    static abstract int Size { get; }

    /// <summary>Where, of a row's channels, the one stands that is at <paramref name="channel"/> in memory.</summary>
    static abstract int Place(int channel);

    /// <summary>Reads them.</summary>
    static abstract void Load(byte* from, out Vector256<float> first, out Vector256<float> second);

    /// <summary>Writes them.</summary>
    static abstract void Store(Vector256<float> first, Vector256<float> second, byte* to);
}

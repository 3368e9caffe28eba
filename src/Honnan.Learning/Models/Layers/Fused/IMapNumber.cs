using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>How eight numbers of maps are read as float32 and written.</summary>
internal unsafe interface IMapNumber
{
    /// <summary>Bytes of a number.</summary>
    static abstract int Size { get; }

    /// <summary>Reads eight.</summary>
    static abstract Vector256<float> Load(byte* from);

    /// <summary>Writes eight.</summary>
    static abstract void Store(Vector256<float> values, byte* to);
}

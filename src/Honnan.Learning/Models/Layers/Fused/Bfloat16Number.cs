using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>bfloat16: the upper half of a float32, to which one is rounded to the nearest, ties to even.</summary>
internal readonly unsafe struct Bfloat16Number : IMapNumber
{
    private const int HalfBits = 16;
    private const uint BelowHalf = 0x7FFF;
    private const uint NotANumber = 0x7FC0;

    public static int Size => sizeof(ushort);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(byte* from)
    {
        var halves = Vector128.Load((ushort*)from);
        return (Vector256.WidenLower(halves.ToVector256Unsafe()) << HalfBits).AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> values, byte* to)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> rounded = (bits + Vector256.Create(BelowHalf) + ((bits >> HalfBits) & Vector256<uint>.One)) >> HalfBits;
        rounded = Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, Vector256.Create(NotANumber));
        Vector128.Narrow(rounded.GetLower(), rounded.GetUpper()).Store((ushort*)to);
    }
}

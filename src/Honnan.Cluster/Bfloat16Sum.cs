using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Honnan.Cluster;

/// <summary>The sum of bfloat16 numbers, which MPI has no type for: added as float32, and rounded to the nearest, ties to even.</summary>
internal static unsafe class Bfloat16Sum
{
    /// <summary>The address of an MPI_User_function.</summary>
    public static nint Function { get; } = (nint)(delegate* unmanaged[Cdecl]<ushort*, ushort*, int*, nint*, void>)&Add;

    /// <summary>into[i] += from[i].</summary>
    public static void Add(ReadOnlySpan<ushort> from, Span<ushort> into)
    {
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = Round(Wide(from[i]) + Wide(into[i]));
        }
    }

    private static float Wide(ushort half) => BitConverter.UInt32BitsToSingle((uint)half << 16);

    private static ushort Round(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Add(ushort* from, ushort* into, int* count, nint* type) => Add(new ReadOnlySpan<ushort>(from, *count), new Span<ushort>(into, *count));
}

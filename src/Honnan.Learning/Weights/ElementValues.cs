using System.Buffers.Binary;

namespace Honnan.Learning.Weights;

/// <summary>Turns little-endian elements into numbers, one (complex types: two, real part first) an element.</summary>
internal static class ElementValues
{
    /// <summary>Reads the number at <paramref name="component"/> (elements × <see cref="ElementTypes.Components"/>) of <paramref name="bytes"/>.</summary>
    public static double At(ElementType type, ReadOnlySpan<byte> bytes, int component)
    {
        int size = type.ByteSize() / type.Components();
        ReadOnlySpan<byte> at = bytes.Slice(component * size, size);
        return type switch
        {
            ElementType.Bool => at[0] == 0 ? 0 : 1,
            ElementType.UInt8 => at[0],
            ElementType.Int8 => (sbyte)at[0],
            ElementType.Float8E5M2 => (double)BitConverter.UInt16BitsToHalf((ushort)(at[0] << 8)),
            ElementType.Float8E4M3 => FromE4M3(at[0]),
            ElementType.Float8E8M0 => at[0] == 255 ? double.NaN : Math.ScaleB(1, at[0] - 127),
            ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
            ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
            ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
            ElementType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
            ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
            ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
            ElementType.Float32 or ElementType.Complex64 => BinaryPrimitives.ReadSingleLittleEndian(at),
            ElementType.Float64 or ElementType.Complex128 => BinaryPrimitives.ReadDoubleLittleEndian(at),
            ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
            ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(at),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
        };
    }

    /// <summary>Reads as many numbers as <paramref name="values"/> holds, each rounded to float32.</summary>
    public static void ToSingle(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (type is ElementType.Float32 or ElementType.Complex64 && BitConverter.IsLittleEndian)
        {
            bytes[..(4 * values.Length)].CopyTo(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values));
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)At(type, bytes, i);
        }
    }

    /// <summary>Reads as many numbers as <paramref name="values"/> holds; only 64-bit integers beyond 2^53 are rounded.</summary>
    public static void ToDouble(ElementType type, ReadOnlySpan<byte> bytes, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = At(type, bytes, i);
        }
    }

    /// <summary>Turns big-endian elements into little-endian ones, in place.</summary>
    public static void SwapBytes(ElementType type, Span<byte> bytes)
    {
        int size = type.ByteSize() / type.Components();
        for (int start = 0; size > 1 && start < bytes.Length; start += size)
        {
            bytes.Slice(start, size).Reverse();
        }
    }

    // OCP 8-bit floating point specification 1.0: bias 7, subnormals of 2^-9, S.1111.111 is NaN, no infinities.
    private static double FromE4M3(byte bits)
    {
        int exponent = (bits >> 3) & 15;
        int fraction = bits & 7;
        double magnitude = exponent == 15 && fraction == 7 ? double.NaN
            : exponent == 0 ? Math.ScaleB(fraction, -9)
            : Math.ScaleB(8 + fraction, exponent - 10);
        return (bits & 128) == 0 ? magnitude : -magnitude;
    }
}

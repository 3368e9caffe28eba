namespace Honnan.Learning.Weights;

/// <summary>
/// What a tensor's elements are. The order is that of safetensors' reference implementation (by alignment), which
/// writes the highest first so that every tensor starts at a multiple of its element's size.
/// </summary>
public enum ElementType
{
    /// <summary>One byte, 0 or 1.</summary>
    Bool,

    /// <summary>8-bit unsigned integer.</summary>
    UInt8,

    /// <summary>8-bit signed integer.</summary>
    Int8,

    /// <summary>8-bit float, 5 exponent bits, 2 of fraction, with infinities (OCP E5M2).</summary>
    Float8E5M2,

    /// <summary>8-bit float, 4 exponent bits, 3 of fraction, no infinities (OCP E4M3, "fn").</summary>
    Float8E4M3,

    /// <summary>8-bit power of two, 2^(byte − 127); 255 is NaN (OCP E8M0).</summary>
    Float8E8M0,

    /// <summary>16-bit signed integer.</summary>
    Int16,

    /// <summary>16-bit unsigned integer.</summary>
    UInt16,

    /// <summary>IEEE 754 binary16.</summary>
    Float16,

    /// <summary>The upper half of an IEEE 754 binary32.</summary>
    BFloat16,

    /// <summary>32-bit signed integer.</summary>
    Int32,

    /// <summary>32-bit unsigned integer.</summary>
    UInt32,

    /// <summary>IEEE 754 binary32.</summary>
    Float32,

    /// <summary>Two float32: real part, imaginary part.</summary>
    Complex64,

    /// <summary>IEEE 754 binary64.</summary>
    Float64,

    /// <summary>64-bit signed integer.</summary>
    Int64,

    /// <summary>64-bit unsigned integer.</summary>
    UInt64,

    /// <summary>Two float64: real part, imaginary part. Safetensors has no name for it.</summary>
    Complex128,
}

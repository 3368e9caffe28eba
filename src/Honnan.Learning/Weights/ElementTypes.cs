namespace Honnan.Learning.Weights;

/// <summary>Sizes and names of <see cref="ElementType"/>: torch's ("float32"), safetensors' ("F32"), torch's storage classes.</summary>
public static class ElementTypes
{
    private static readonly (ElementType Type, int Size, string Name, string? Safetensors, string? Storage)[] Table =
    [
        (ElementType.Bool, 1, "bool", "BOOL", "BoolStorage"),
        (ElementType.UInt8, 1, "uint8", "U8", "ByteStorage"),
        (ElementType.Int8, 1, "int8", "I8", "CharStorage"),
        (ElementType.Float8E5M2, 1, "float8_e5m2", "F8_E5M2", null),
        (ElementType.Float8E4M3, 1, "float8_e4m3fn", "F8_E4M3", null),
        (ElementType.Float8E8M0, 1, "float8_e8m0fnu", "F8_E8M0", null),
        (ElementType.Int16, 2, "int16", "I16", "ShortStorage"),
        (ElementType.UInt16, 2, "uint16", "U16", null),
        (ElementType.Float16, 2, "float16", "F16", "HalfStorage"),
        (ElementType.BFloat16, 2, "bfloat16", "BF16", "BFloat16Storage"),
        (ElementType.Int32, 4, "int32", "I32", "IntStorage"),
        (ElementType.UInt32, 4, "uint32", "U32", null),
        (ElementType.Float32, 4, "float32", "F32", "FloatStorage"),
        (ElementType.Complex64, 8, "complex64", "C64", "ComplexFloatStorage"),
        (ElementType.Float64, 8, "float64", "F64", "DoubleStorage"),
        (ElementType.Int64, 8, "int64", "I64", "LongStorage"),
        (ElementType.UInt64, 8, "uint64", "U64", null),
        (ElementType.Complex128, 16, "complex128", null, "ComplexDoubleStorage"),
    ];

    /// <summary>Every type, in the enumeration's order.</summary>
    public static IReadOnlyList<ElementType> All { get; } = [.. Table.Select(row => row.Type)];

    /// <summary>Bytes an element takes: 1 to 16.</summary>
    public static int ByteSize(this ElementType type) => Table[(int)type].Size;

    /// <summary>Torch's name without its module: "float32", "bfloat16", "bool".</summary>
    public static string Name(this ElementType type) => Table[(int)type].Name;

    /// <summary>Safetensors' name ("F32"), or null where that format has none (complex128).</summary>
    public static string? SafetensorsName(this ElementType type) => Table[(int)type].Safetensors;

    /// <summary>Numbers in an element: 2 for complex types (real part first), otherwise 1.</summary>
    public static int Components(this ElementType type) => type is ElementType.Complex64 or ElementType.Complex128 ? 2 : 1;

    /// <summary>The type that safetensors calls <paramref name="name"/>, or null.</summary>
    internal static ElementType? FromSafetensors(string name) => Find(row => row.Safetensors == name);

    /// <summary>The type of torch's storage class <paramref name="name"/> ("FloatStorage"), or null.</summary>
    internal static ElementType? FromStorageClass(string name) => Find(row => row.Storage == name);

    /// <summary>The type that torch calls <paramref name="name"/> ("float32"), or null.</summary>
    internal static ElementType? FromName(string name) => Find(row => row.Name == name);

    private static ElementType? Find(Predicate<(ElementType Type, int Size, string Name, string? Safetensors, string? Storage)> match)
    {
        int index = Array.FindIndex(Table, match);
        return index < 0 ? null : Table[index].Type;
    }
}

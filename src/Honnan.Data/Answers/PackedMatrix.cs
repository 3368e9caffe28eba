using System.Buffers.Binary;
using Honnan.Data.Configuration;

namespace Honnan.Data.Answers;

/// <summary>A matrix of float32 that is small in JSON: its values, row after row, as base64 of little-endian bytes.</summary>
public sealed class PackedMatrix : IValidated
{
    private float[]? _unpacked;

    /// <summary>Rows, at least 0.</summary>
    public required int Rows { get; init; }

    /// <summary>Columns, at least 1.</summary>
    public required int Columns { get; init; }

    /// <summary>rows · columns · 4 bytes in base64.</summary>
    public required string Values { get; init; }

    /// <summary>Packs [rows, columns].</summary>
    public static PackedMatrix Of(int rows, int columns, ReadOnlySpan<float> values)
    {
        if (values.Length != rows * columns)
        {
            throw new ArgumentException($"{values.Length} values are no {rows} x {columns}", nameof(values));
        }

        byte[] bytes = new byte[4 * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        }

        return new PackedMatrix { Rows = rows, Columns = columns, Values = Convert.ToBase64String(bytes) };
    }

    /// <summary>[columns] of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => Unpacked().AsSpan(row * Columns, Columns);

    /// <summary>[rows, columns]; not to be written to.</summary>
    public float[] Unpacked()
    {
        if (_unpacked is { } ready)
        {
            return ready;
        }

        byte[] bytes = Convert.FromBase64String(Values);
        float[] values = new float[bytes.Length / 4];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(4 * i));
        }

        return _unpacked = values;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Rows < 0 || Columns < 1)
        {
            yield return $"rows and columns must not be {Rows} and {Columns}";
            yield break;
        }

        byte[] room = new byte[(Values.Length * 3L / 4) + 3];
        if (!Convert.TryFromBase64String(Values, room, out int written) || written != 4L * Rows * Columns)
        {
            yield return $"values must be base64 of {4L * Rows * Columns} bytes";
        }
        else if (Array.Exists(Unpacked(), v => !float.IsFinite(v)))
        {
            yield return "values must be finite";
        }
    }
}

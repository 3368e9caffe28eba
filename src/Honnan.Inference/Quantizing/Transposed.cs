using System.Runtime.InteropServices;
using Google.Protobuf;
using Honnan.Data.Onnx;

namespace Honnan.Inference.Quantizing;

/// <summary>Tables turned: ONNX keeps a linear layer's weights as [I,O], rounding goes by output.</summary>
internal static class Transposed
{
    /// <summary>The tensor [I,O] of float32 as one [O,I].</summary>
    public static TensorProto Of(TensorProto table)
    {
        float[] turned = Of<float>(MemoryMarshal.Cast<byte, float>(table.RawData.Span), (int)table.Dims[0]);
        return new TensorProto { Name = table.Name, DataType = table.DataType, Dims = { table.Dims[1], table.Dims[0] }, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(turned)) };
    }

    /// <summary>A table of so many rows, row by row, as one of so many columns.</summary>
    public static T[] Of<T>(ReadOnlySpan<T> table, int rows)
    {
        int columns = table.Length / rows;
        var turned = new T[table.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(column * rows) + row] = table[(row * columns) + column];
            }
        }

        return turned;
    }
}

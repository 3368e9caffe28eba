using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class ElementTypeTests
{
    // Bytes and numbers from IEEE 754, the OCP 8-bit specification's tables and two's complement.
    public static TheoryData<ElementType, byte[], double[]> Known => new()
    {
        { ElementType.Bool, [0, 1], [0, 1] },
        { ElementType.UInt8, [255], [255] },
        { ElementType.Int8, [128], [-128] },
        { ElementType.Float8E5M2, [0x3c, 0x7b, 0x01, 0x7c, 0xfc], [1, 57344, 1.52587890625e-5, double.PositiveInfinity, double.NegativeInfinity] },
        { ElementType.Float8E4M3, [0x38, 0x7e, 0x01, 0x08, 0xb8, 0x7f], [1, 448, 0.001953125, 0.015625, -1, double.NaN] },
        { ElementType.Float8E8M0, [127, 130, 126, 255], [1, 8, 0.5, double.NaN] },
        { ElementType.Int16, [0, 128], [-32768] },
        { ElementType.UInt16, [0, 128], [32768] },
        { ElementType.Float16, [0, 0x3c, 0xff, 0x7b], [1, 65504] },
        { ElementType.BFloat16, [0x80, 0x3f, 0x49, 0x40], [1, 3.140625] },
        { ElementType.Int32, [255, 255, 255, 255], [-1] },
        { ElementType.UInt32, [255, 255, 255, 255], [4294967295] },
        { ElementType.Float32, [0, 0, 0x80, 0x3f], [1] },
        { ElementType.Complex64, [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], [1, -2] },
        { ElementType.Float64, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f], [1] },
        { ElementType.Int64, [254, 255, 255, 255, 255, 255, 255, 255], [-2] },
        { ElementType.UInt64, [0, 0, 0, 0, 0, 0, 0, 128], [9223372036854775808] },
        { ElementType.Complex128, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0], [1, -2] },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void ToDouble_KnownBytes_GivesTheirNumbers(ElementType type, byte[] bytes, double[] expected)
    {
        TensorData tensor = TensorData.FromBytes("t", [bytes.Length / type.ByteSize()], type, bytes);

        Assert.Equal(expected, tensor.ToDouble());
        Assert.Equal(expected.Select(value => (float)value), tensor.ToSingle());
    }

    [Fact]
    public void Known_EveryType_IsCovered() =>
        Assert.Equal(ElementTypes.All, Known.Select(row => row.Data.Item1).Order());

    [Fact]
    public void FromBytes_WrongLengthOrShape_Throws()
    {
        Assert.Throws<ArgumentException>(() => TensorData.FromBytes("t", [2], ElementType.Int8, new byte[3]));
        Assert.Throws<ArgumentException>(() => TensorData.FromBytes("t", [-2], ElementType.Int8, new byte[2]));
        Assert.Throws<ArgumentException>(() => TensorData.FromBytes("t", [long.MaxValue, 2], ElementType.Int8, new byte[2]));
        Assert.Throws<InvalidOperationException>(() => TensorData.FromChunks("t", [2], ElementType.Int16, () => [new byte[3], new byte[1]]).ToBytes());
    }
}

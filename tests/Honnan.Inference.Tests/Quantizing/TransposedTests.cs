using CsCheck;
using Honnan.Data.Onnx;
using Honnan.Inference.Quantizing;
using Xunit;

namespace Honnan.Inference.Tests.Quantizing;

public sealed class TransposedTests
{
    [Fact]
    public void Of_ATable_TakesRowsForColumns() => Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).Sample((rows, columns) =>
    {
        int[] table = [.. Enumerable.Range(0, rows * columns)];

        int[] turned = Transposed.Of<int>(table, rows);

        for (int i = 0; i < table.Length; i++)
        {
            Assert.Equal(table[i], turned[(i % columns * rows) + (i / columns)]);
        }

        Assert.Equal(table, Transposed.Of<int>(turned, columns));
    });

    [Fact]
    public void Of_ATensor_TurnsItsSidesToo()
    {
        TensorProto turned = Transposed.Of(RoundedWeightsTests.Tensor([1, 2, 3, 4, 5, 6], 2, 3));

        Assert.Equal(RoundedWeightsTests.Tensor([1, 4, 2, 5, 3, 6], 3, 2), turned);
    }
}

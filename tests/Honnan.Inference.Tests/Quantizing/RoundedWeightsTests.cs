using System.Runtime.InteropServices;
using CsCheck;
using Google.Protobuf;
using Honnan.Data.Onnx;
using Honnan.Inference.Quantizing;
using Xunit;

namespace Honnan.Inference.Tests.Quantizing;

public sealed class RoundedWeightsTests
{
    [Fact]
    public void Round_WithoutMoments_TakesTheNearest() =>
        Gen.Float[-1, 1].Array[12].Sample(values =>
        {
            RoundedWeights rounded = RoundedWeights.Round(Tensor(values, 3, 4, 1, 1), null, null, groups: 1, inputScale: 1);

            Assert.Null(rounded.Bias);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.InRange(Math.Abs((rounded.Whole[i] * rounded.Scales[i / 4]) - values[i]), 0, (rounded.Scales[i / 4] / 2) + 1e-6);
            }
        });

    [Fact]
    public void Round_OfASmoothMap_ErrsFarLessThanTheNearest()
    {
        // Neighbours in a picture are alike: errors that add up to nothing hardly show.
        (int rows, int columns) = (40, 60);
        float[] map = Map(channels: 1, rows, columns, (_, y, x) => MathF.Sin((y * 0.11f) + 1) + MathF.Cos(x * 0.07f) + 2);
        float[] weights = [0.31f, -0.17f, 0.053f, 0.77f, -0.41f, 0.29f, -0.093f, 0.011f, 1f];
        TensorProto tensor = Tensor(weights, 1, 1, 3, 3);
        float[] bias = [0.5f];
        var moments = new InputMoments(ConvolutionShape.Of(new NodeProto { OpType = "Conv" }, tensor)!);
        moments.Look(map, [1, 1, rows, columns]);

        double nearest = Error(RoundedWeights.Round(tensor, Tensor(bias, 1), null, groups: 1, inputScale: 1));
        double rounded = Error(RoundedWeights.Round(tensor, Tensor(bias, 1), moments, groups: 1, inputScale: 1));

        Assert.InRange(rounded, 0, nearest / 3);

        double Error(RoundedWeights given)
        {
            ConvolutionShape shape = ConvolutionShape.Of(new NodeProto { OpType = "Conv" }, tensor)!;
            float[] seen = new float[9];
            double sum = 0;
            for (int i = 0; i < 500; i++)
            {
                shape.Patch(map, (rows, columns), 0, (i * 7 % (rows - 2), i * 11 % (columns - 2)), seen);
                double off = given.Bias![0] - bias[0];
                for (int k = 0; k < 9; k++)
                {
                    off += seen[k] * ((given.Whole[k] * given.Scales[0]) - weights[k]);
                }

                sum += off * off;
            }

            return Math.Sqrt(sum / 500);
        }
    }

    [Fact]
    public void Round_OfGroups_RoundsEachByItsOwnInputs()
    {
        // Of the second group one input never changes: its error is all in the mean, and so in the bias alone.
        float[] map = Map(channels: 2, 20, 20, (c, y, x) => c == 0 ? y + x : 3);
        float[] weights = [1f, 0.3037f];
        TensorProto tensor = Tensor(weights, 2, 1, 1, 1);
        ConvolutionShape shape = ConvolutionShape.Of(new NodeProto { OpType = "Conv", Attribute = { new AttributeProto { Name = "group", I = 2 } } }, tensor)!;
        var moments = new InputMoments(shape);
        moments.Look(map, [1, 2, 20, 20]);

        RoundedWeights rounded = RoundedWeights.Round(tensor, Tensor([0f, 0f], 2), moments, groups: 2, inputScale: 1);

        Assert.Equal(2, shape.Groups);
        Assert.Equal(3, moments.Mean(1)[0], 1e-5);
        Assert.Equal(0, moments.Covariance(1)![0], 1e-3);
        double made = (3 * rounded.Whole[1] * rounded.Scales[1]) + rounded.Bias![1];
        Assert.Equal(3 * weights[1], made, 1e-5);
    }

    [Fact]
    public void Round_OfAVeryLongSum_TakesTheNearestAndCorrectsTheMean()
    {
        int inputs = InputMoments.MostCovaried + 1;
        float[] weights = [.. Enumerable.Range(0, inputs).Select(i => MathF.Sin(i))];
        TensorProto tensor = Tensor(weights, 1, inputs, 1, 1);
        var moments = new InputMoments(ConvolutionShape.Of(new NodeProto { OpType = "Conv" }, tensor)!);
        moments.Look(Map(inputs, 2, 2, (c, _, _) => 1 + (c % 3)), [1, inputs, 2, 2]);

        RoundedWeights rounded = RoundedWeights.Round(tensor, Tensor([0f], 1), moments, groups: 1, inputScale: 1);

        Assert.Null(moments.Covariance(0));
        Assert.Equal(RoundedWeights.Round(tensor, null, null, groups: 1, inputScale: 1).Whole, rounded.Whole);
        double off = rounded.Bias![0] + weights.Select((w, i) => (1 + (i % 3)) * ((double)(rounded.Whole[i] * rounded.Scales[0]) - w)).Sum();
        Assert.Equal(0, off, 1e-4);
    }

    // 0.5 / (1e-12 · 0.02) would be 2.5e13 steps.
    [Fact]
    public void Round_WeightsOfNothing_LeavesTheBiasRoom()
    {
        const float Input = 0.02f;

        RoundedWeights rounded = RoundedWeights.Round(Tensor([0f, 0f, 1f, 0f], 2, 2), Tensor([0.5f, 0.5f], 2), null, groups: 1, inputScale: Input);

        Assert.InRange(0.5 / (rounded.Scales[0] * Input), 0, int.MaxValue);
        Assert.Equal(1 / 127f, rounded.Scales[1]);
    }

    internal static TensorProto Tensor(float[] values, params long[] shape)
    {
        var tensor = new TensorProto { Name = "w", DataType = (int)TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        tensor.Dims.AddRange(shape);
        return tensor;
    }

    private static float[] Map(int channels, int rows, int columns, Func<int, int, int, float> value) =>
        [.. from c in Enumerable.Range(0, channels) from y in Enumerable.Range(0, rows) from x in Enumerable.Range(0, columns) select value(c, y, x)];
}

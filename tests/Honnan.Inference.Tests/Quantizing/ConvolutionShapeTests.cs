using System.Runtime.InteropServices;
using CsCheck;
using Google.Protobuf;
using Honnan.Data.Onnx;
using Honnan.Inference.Quantizing;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using static Honnan.Data.Onnx.AttributeProto.Types;

namespace Honnan.Inference.Tests.Quantizing;

/// <summary>What a convolution is said to see, against what ONNX Runtime makes of it.</summary>
public sealed class ConvolutionShapeTests
{
    private static readonly Gen<Case> Cases =
        from kernel in Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5])
        from stride in Gen.Int[1, 3]
        from dilation in Gen.Int[1, 2]
        from pads in Gen.Int[0, 2].Array[4]
        from same in Gen.Bool
        from inputs in Gen.Int[1, 3]
        from groups in Gen.Int[1, 3]
        from size in Gen.Select(Gen.Int[11, 17], Gen.Int[11, 17])
        select new Case(kernel, stride, same ? 1 : dilation, same ? null : pads, inputs, groups, size);

    [Fact]
    public void Patch_TimesWeights_IsWhatOnnxRuntimeSums() => Cases.Sample(
        c =>
        {
            int outputs = 2 * c.Groups;
            (int rows, int columns) = c.Size;
            float[] map = Numbers(c.Groups * c.Inputs * rows * columns, 0.37f);
            TensorProto weights = RoundedWeightsTests.Tensor(Numbers(outputs * c.Inputs * c.Kernel.Item1 * c.Kernel.Item2, 0.71f), outputs, c.Inputs, c.Kernel.Item1, c.Kernel.Item2);
            NodeProto node = Node(c);
            (float[] made, long[] shape) = Run(node, weights, map, [1, c.Groups * c.Inputs, rows, columns]);

            ConvolutionShape convolution = ConvolutionShape.Of(node, weights)!;

            Assert.Equal((shape[2], shape[3]), convolution.Made(rows, columns));
            ReadOnlySpan<float> kernel = MemoryMarshal.Cast<byte, float>(weights.RawData.Span);
            float[] seen = new float[convolution.FanIn];
            for (int i = 0; i < made.Length; i++)
            {
                int output = (int)(i / (shape[2] * shape[3]));
                (int row, int column) = ((int)(i / shape[3] % shape[2]), (int)(i % shape[3]));
                convolution.Patch(map, c.Size, output / 2, (row, column), seen);
                double sum = 0;
                for (int k = 0; k < seen.Length; k++)
                {
                    sum += (double)seen[k] * kernel[(output * seen.Length) + k];
                }

                Assert.Equal(sum, made[i], 1e-4);
            }
        },
        iter: 60,
        seed: "0000KOIcNwR2",
        threads: 1);

    [Fact]
    public void Of_APaddingOfNoNetHere_IsNone()
    {
        var node = new NodeProto { OpType = "Conv", Attribute = { new AttributeProto { Name = "auto_pad", Type = AttributeType.String, S = ByteString.CopyFromUtf8("SAME_LOWER") } } };

        Assert.Null(ConvolutionShape.Of(node, RoundedWeightsTests.Tensor(new float[9], 1, 1, 3, 3)));
        Assert.Null(ConvolutionShape.Of(new NodeProto { OpType = "Conv" }, RoundedWeightsTests.Tensor(new float[9], 1, 1, 9)));
    }

    private static float[] Numbers(int count, float step) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * step))];

    private static NodeProto Node(Case c)
    {
        var node = new NodeProto { OpType = "Conv", Name = "conv", Input = { "x", "w" }, Output = { "y" } };
        void Ints(string name, params long[] values) => node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeType.Ints, Ints = { values } });
        node.Attribute.Add(new AttributeProto { Name = "group", Type = AttributeType.Int, I = c.Groups });
        Ints("strides", c.Stride, c.Stride);
        Ints("dilations", c.Dilation, c.Dilation);
        if (c.Pads is null)
        {
            node.Attribute.Add(new AttributeProto { Name = "auto_pad", Type = AttributeType.String, S = ByteString.CopyFromUtf8("SAME_UPPER") });
        }
        else
        {
            Ints("pads", [.. c.Pads.Select(p => (long)p)]);
        }

        return node;
    }

    private static (float[] Made, long[] Shape) Run(NodeProto node, TensorProto weights, float[] map, long[] shape)
    {
        static ValueInfoProto Value(string name) => new()
        {
            Name = name,
            Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float } },
        };
        var model = new ModelProto
        {
            IrVersion = 10,
            OpsetImport = { new OperatorSetIdProto { Version = 20 } },
            Graph = new GraphProto { Name = "g", Node = { node }, Initializer = { weights }, Input = { Value("x") }, Output = { Value("y") } },
        };
        using var session = new InferenceSession(model.ToByteArray());
        using var run = new RunOptions();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(map, shape);
        using IDisposableReadOnlyCollection<OrtValue> outputs = session.Run(run, ["x"], [input], ["y"]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }

    private sealed record Case((int, int) Kernel, int Stride, int Dilation, int[]? Pads, int Inputs, int Groups, (int, int) Size);
}

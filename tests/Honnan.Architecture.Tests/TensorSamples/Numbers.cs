using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Architecture.Tests.TensorSamples;

/// <summary>Ways in which a number comes into tensor arithmetic.</summary>
internal sealed class Numbers
{
    private static readonly Scalar Two = 2.ToScalar();

    public Scalar Half { get; } = 0.5.ToScalar();

    public static Tensor ByOperator(Tensor tensor) => tensor * 2;

    public static Tensor ByArgument(Tensor tensor) => tensor.add(2.0.ToScalar());

    public static Tensor ByVariableThatNothingKeeps(Tensor tensor, double factor)
    {
        Scalar held = factor.ToScalar();
        return tensor.mul(held).add(held);
    }

    public static Func<Tensor, Tensor> InLambda(float factor) => tensor => tensor / factor;

    public static Tensor BySum(Tensor tensor) => tensor + tensor;

    public static Tensor BySumInPlace(Tensor tensor) => tensor.add_(tensor);

    public static Tensor BySumWithFactor(Tensor tensor) => tensor.add(tensor, Two);

    public static Tensor ByField(Tensor tensor) => tensor.mul(Two);

    public Tensor ByProperty(Tensor tensor) => tensor.mul(Half);

    public static Tensor ByUsing(Tensor tensor, double factor)
    {
        using Scalar held = factor.ToScalar();
        return tensor.mul(held);
    }
}

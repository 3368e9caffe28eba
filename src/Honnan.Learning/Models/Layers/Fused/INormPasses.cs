using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// The passes over maps that a batch normalisation makes with what follows it, rows of C numbers each: z = x · scale + shift + shortcut,
/// y = act(z). Addresses are of whole maps, 0 where a map may be left out; arrays have C numbers. Sums are taken in float32 within a
/// part, and in float64 over the parts, in their order.
/// </summary>
internal interface INormPasses
{
    /// <summary>The same for numbers of that kind with nothing that follows.</summary>
    INormPasses WithoutActivation { get; }

    /// <summary>The passes for maps of a type that <see cref="ChannelRows.Fit"/>.</summary>
    static INormPasses Of(ScalarType type, Activation activation) =>
        type == ScalarType.BFloat16 ? Of<Bfloat16Number>(activation) : Of<Float32Number>(activation);

    /// <summary>
    /// The channels' mean and variance. Each part takes its sums off its own first row, so that the variance keeps its digits where the mean
    /// is large beside it, and the parts' are joined by the formula of Chan, Golub and LeVeque (1979).
    /// </summary>
    (double[] Mean, double[] Variance) Statistics(ChannelRows rows, nint input);

    /// <summary>Computes y.</summary>
    void Normalise(ChannelRows rows, nint input, nint shortcut, nint output, float[] scale, float[] shift);

    /// <summary>Σ g, then Σ g · (x − mean), where g is the gradient of z, of that of y; g itself goes to <paramref name="ofSum"/>.</summary>
    double[] GradientSums(ChannelRows rows, nint gradient, nint input, nint shortcut, nint ofSum, float[] scale, float[] shift, float[] mean);

    /// <summary>The gradient of x where there is no shortcut: scale · g + slope · (x − mean) + offset.</summary>
    void InputGradient(
        ChannelRows rows, nint gradient, nint input, nint output, float[] scale, float[] shift, float[] mean, float[] slope, float[] offset);

    private static INormPasses Of<TNumber>(Activation activation)
        where TNumber : struct, IMapNumber => activation switch
        {
            Activation.Relu => new NormPasses<TNumber, ReluActivation>(),
            Activation.Relu6 => new NormPasses<TNumber, Relu6Activation>(),
            Activation.Hardswish => new NormPasses<TNumber, HardswishActivation>(),
            Activation.None => new NormPasses<TNumber, NoActivation>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "no such activation"),
        };
}

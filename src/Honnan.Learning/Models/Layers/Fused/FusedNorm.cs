using System.Runtime.Intrinsics;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers.Fused;

/// <summary>
/// A batch normalisation in training, what is added to it and the activation after that, as one function: two passes over the maps
/// forward and two back, where libtorch makes one of its own for each. The gradient is that of Ioffe and Szegedy (2015), section 3; the
/// activation's is computed anew from what came in, which is kept, as is what is added where it is activated.
/// </summary>
internal sealed class FusedNorm : GradientNode
{
    private readonly ChannelRows _rows;
    private readonly INormPasses _passes;
    private readonly bool _activated;
    private readonly IRanks? _ranks;
    private readonly NormSums _batch;
    private readonly double[] _deviation; // 1 / √(σ² + ε)
    private readonly float[] _mean;
    private readonly float[] _scale;
    private readonly float[] _shift;
    private readonly bool _adds;
    private Tensor? _input;
    private Tensor? _shortcut;

    private FusedNorm(BatchNorm norm, Tensor input, Tensor? shortcut, Activation activation)
    {
        (_rows, _ranks, _activated, _adds) = (ChannelRows.Of(input), norm.Ranks, activation != Activation.None, shortcut is not null);
        _passes = INormPasses.Of(input.dtype, activation);
        _batch = NormSums.Of(_passes, _rows, TensorMemory.Address(input), _ranks);
        _mean = Array.ConvertAll(_batch.Mean, m => (float)m);
        _deviation = Array.ConvertAll(_batch.Variance, v => 1 / Math.Sqrt(v + norm.Epsilon));
        (double[] weight, double[] bias) = (NormBatch.Numbers(norm.Weight), NormBatch.Numbers(norm.Bias));
        double[] scale = [.. weight.Zip(_deviation, (w, d) => w * d)];
        _scale = Array.ConvertAll(scale, Narrow);
        _shift = [.. bias.Select((b, c) => Narrow(b - (_batch.Mean[c] * scale[c])))];
        _input = input.detach().DetachFromDisposeScope();
        _shortcut = shortcut?.detach().DetachFromDisposeScope();
    }

    /// <summary>Whether the function is computed so here: maps of float32 or bfloat16, channels last, in this process's memory.</summary>
    public static bool Fits(BatchNorm norm, Tensor input, Tensor? shortcut) =>
        Vector256.IsHardwareAccelerated
        && norm.Weight.dtype == ScalarType.Float32
        && input.dim() == 4
        && input.shape[1] == norm.Weight.numel()
        && ChannelRows.Fit(input)
        && (shortcut is null || (shortcut.dtype == input.dtype && shortcut.shape.SequenceEqual(input.shape) && ChannelRows.Fit(shortcut)));

    /// <summary>What <see cref="Fits"/> → the same shape, type and layout, and the statistics of the batch; caller disposes.</summary>
    public static (Tensor Output, NormSums Batch) Apply(BatchNorm norm, Tensor input, Tensor? shortcut, Activation activation)
    {
        var node = new FusedNorm(norm, input, shortcut, activation);
        Tensor output = shortcut is null ? node.Apply(input, norm.Weight, norm.Bias) : node.Apply(input, norm.Weight, norm.Bias, shortcut);
        return (output, node._batch);
    }

    /// <inheritdoc/>
    protected override Tensor Forward()
    {
        Tensor output = ChannelRows.Like(_input!);
        _passes.Normalise(_rows, TensorMemory.Address(_input!), AddressOf(_shortcut), TensorMemory.Address(output), _scale, _shift);
        if (!_activated)
        {
            _shortcut?.Dispose(); // its gradient is that of the sum, whatever the sum is
            _shortcut = null;
        }

        return output;
    }

    /// <inheritdoc/>
    protected override Tensor?[] Backward(Tensor gradient)
    {
        using Tensor dense = Layouts.Of(gradient, MemoryLayout.ChannelsLast);
        (int channels, nint input) = (_rows.Channels, TensorMemory.Address(_input!));
        Tensor? ofSum = !_adds ? null : _activated ? ChannelRows.Like(dense) : dense.alias();
        nint kept = _adds && _activated ? TensorMemory.Address(ofSum!) : 0;
        double[] sums = _passes.GradientSums(_rows, TensorMemory.Address(dense), input, AddressOf(_shortcut), kept, _scale, _shift, _mean);
        double[] ofBias = sums[..channels];
        double[] ofWeight = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            ofWeight[c] = (sums[channels + c] + (ofBias[c] * (_mean[c] - _batch.Mean[c]))) * _deviation[c];
        }

        // The statistics depend on every rank's pictures, so their gradients are summed over the ranks; those of weight and
        // bias are this rank's part, as all parameters' are.
        double[] all = [.. ofBias, .. ofWeight];
        _ranks?.Sum(all);
        float[] slope = new float[channels];
        float[] offset = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            slope[c] = (float)(-_scale[c] * _deviation[c] * all[channels + c] / _batch.Values);
            offset[c] = (float)(-_scale[c] * all[c] / _batch.Values);
        }

        Tensor ofInput = ChannelRows.Like(dense);
        (INormPasses passes, nint from) = kept == 0 ? (_passes, TensorMemory.Address(dense)) : (_passes.WithoutActivation, kept);
        passes.InputGradient(_rows, from, input, TensorMemory.Address(ofInput), _scale, _shift, _mean, slope, offset);
        Tensor weight = tensor(Array.ConvertAll(ofWeight, w => (float)w));
        Tensor bias = tensor(Array.ConvertAll(ofBias, b => (float)b));
        return ofSum is null ? [ofInput, weight, bias] : [ofInput, weight, bias, ofSum];
    }

    /// <inheritdoc/>
    protected override void Forget()
    {
        _input?.Dispose();
        _shortcut?.Dispose();
        (_input, _shortcut) = (null, null);
    }

    // What is no number may have all lower bits set in a file of weights, which bfloat16's rounding would make a zero.
    private static float Narrow(double value) => double.IsNaN(value) ? float.NaN : (float)value;

    private static nint AddressOf(Tensor? maps) => maps is null ? 0 : TensorMemory.Address(maps);
}

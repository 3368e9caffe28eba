using Honnan.Learning.Models.Layers.Fused;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Models.Layers;

/// <summary>
/// Batch normalisation over channels (Ioffe and Szegedy, 2015). Parameters and statistics stay in float32 whatever the
/// input's type. In evaluation mode the statistics are used and not touched.
/// </summary>
public sealed class BatchNorm : nn.Module<Tensor, Tensor>
{
    private static readonly Scalar One = 1.ToScalar(); // held: one converted on the spot may be collected in use

    private readonly double _momentum;

    /// <summary>Makes the identity: weight 1, bias 0, mean 0, variance 1.</summary>
    public BatchNorm(int channels, double epsilon = 1e-5, double momentum = 0.1)
        : base(nameof(BatchNorm))
    {
        (Epsilon, _momentum) = (epsilon, momentum);
        HeldEpsilon = epsilon.ToScalar();
        Weight = new Parameter(ones(channels, device: ComputeDevice.Current));
        Bias = new Parameter(zeros(channels, device: ComputeDevice.Current));
        RunningMean = zeros(channels, device: ComputeDevice.Current);
        RunningVariance = ones(channels, device: ComputeDevice.Current);
        Batches = zeros([], dtype: ScalarType.Int64, device: ComputeDevice.Current);
        register_parameter("weight", Weight);
        register_parameter("bias", Bias);
        register_buffer("running_mean", RunningMean);
        register_buffer("running_var", RunningVariance);
        register_buffer("num_batches_tracked", Batches);
    }

    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; }

    /// <summary>The same, held for arithmetic on tensors.</summary>
    internal Scalar HeldEpsilon { get; }

    /// <summary>[C] float32 scale.</summary>
    public Parameter Weight { get; }

    /// <summary>[C] float32 shift.</summary>
    public Parameter Bias { get; }

    /// <summary>[C] float32 running mean.</summary>
    public Tensor RunningMean { get; }

    /// <summary>[C] float32 running variance (unbiased).</summary>
    public Tensor RunningVariance { get; }

    /// <summary>Batches seen in training mode: one int64.</summary>
    public Tensor Batches { get; }

    /// <summary>Whether what comes was seen before and is not to move the running statistics again.</summary>
    internal bool Repeats { get; set; }

    /// <summary>Whose pictures the statistics of training are taken over; null for this process's alone.</summary>
    internal IRanks? Ranks { get; set; }

    /// <summary>[N,C,H,W] → the same shape and type; caller disposes.</summary>
    public override Tensor forward(Tensor input)
    {
        CountBatch();
        if (training && Ranks is { } ranks)
        {
            var batch = NormBatch.Of(input, Weight.dtype, Epsilon, ranks);
            if (!Repeats)
            {
                Learn(batch.Mean, batch.Variance, batch.Values);
            }

            return SynchronisedNorm.apply(input, Weight, Bias, batch);
        }

        // Fewer than two values a channel have no variance: a rank may have no picture of a batch, or one of a single pixel.
        bool own = training && input.numel() > input.shape[1];
        return nn.functional.batch_norm(input, RunningMean, RunningVariance, Weight, Bias, own, Repeats ? 0 : _momentum, Epsilon);
    }

    /// <summary>[N,C,H,W] → the same shape and type, <paramref name="shortcut"/> added, activated; caller disposes all, and changes neither before the way back.</summary>
    internal Tensor Activated(Tensor input, Tensor? shortcut, Activation activation)
    {
        // Fewer than two values a channel have no variance.
        if (training && input.numel() > input.shape[1] && FusedNorm.Fits(this, input, shortcut))
        {
            CountBatch();
            (Tensor output, NormSums batch) = FusedNorm.Apply(this, input, shortcut, activation);
            if (!Repeats)
            {
                Learn(batch);
            }

            return output;
        }

        return ConvNorm.Activate(ConvNorm.Added(forward(input), shortcut), activation);
    }

    private void CountBatch()
    {
        if (training && !Repeats)
        {
            using var _ = no_grad();
            Batches.add_(One, Alpha.One);
        }
    }

    private void Learn(NormSums batch)
    {
        using var gradients = no_grad();
        using Tensor mean = tensor(Array.ConvertAll(batch.Mean, m => (float)m));
        using Tensor variance = tensor(Array.ConvertAll(batch.Variance, v => (float)v));
        Learn(mean, variance, batch.Values);
    }

    private void Learn(Tensor mean, Tensor variance, double values)
    {
        using var gradients = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using Scalar share = _momentum.ToScalar();
        using Scalar unbiased = (values / Math.Max(1, values - 1)).ToScalar();
        RunningMean.add_(mean - RunningMean, share);
        RunningVariance.add_(variance.mul(unbiased) - RunningVariance, share);
    }
}

using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A pass that keeps the inputs of the net's segments alone and computes each segment again on the way back (Chen et al.,
/// "Training Deep Nets with Sublinear Memory Cost", 2016): one forward pass more for a fraction of the memory.
/// </summary>
internal sealed class RecomputedPass : ForwardPass
{
    private readonly IReadOnlyList<Segment> _segments;
    private readonly Tensor[] _inputs; // of each segment, and the last one's output
    private readonly Action<bool> _repeating;

    private RecomputedPass(Tensor logits, IReadOnlyList<Segment> segments, Tensor[] inputs, Action<bool> repeating)
        : base(logits) => (_segments, _inputs, _repeating) = (segments, inputs, repeating);

    /// <summary>Runs the segments one after the other, keeping nothing of what is inside them, and then the rest.</summary>
    /// <param name="segments">In order.</param>
    /// <param name="input">Of the first one; needs no gradient. Becomes this object's own.</param>
    /// <param name="rest">From the last one's output to the logits.</param>
    /// <param name="repeating">Told when segments are computed again, so that statistics are not counted twice, and when that is over.</param>
    public static RecomputedPass Run(IReadOnlyList<Segment> segments, Tensor input, Func<Tensor, Tensor> rest, Action<bool> repeating)
    {
        var inputs = new Tensor[segments.Count + 1];
        inputs[0] = input;
        bool learns = false;
        for (int i = 0; i < segments.Count; i++)
        {
            // With gradients, though this graph goes at once: without them, normalisations in evaluation mode would be
            // folded with weights that the next step moves.
            using Tensor output = segments[i].Forward(inputs[i]);
            inputs[i + 1] = output.detach();

            // A leaf: what lies before it is reached by its gradient. What nothing has learnt before needs none.
            learns |= segments[i].Learns;
            inputs[i + 1].requires_grad = learns;
        }

        return new RecomputedPass(rest(inputs[^1]), segments, inputs, repeating);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor loss)
    {
        loss.backward();
        _repeating(true);
        try
        {
            for (int i = _segments.Count - 1; i >= 0 && _inputs[i + 1].requires_grad; i--)
            {
                using Tensor output = _segments[i].Forward(_inputs[i]);
                using Tensor gradient = _inputs[i + 1].grad!;
                _inputs[i + 1].Dispose();
                output.backward([gradient]);
            }
        }
        finally
        {
            _repeating(false);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (Tensor input in _inputs)
        {
            input.Dispose();
        }

        base.Dispose(disposing);
    }
}

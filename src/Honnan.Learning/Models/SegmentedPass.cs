using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// A pass in segments, each with a way back of its own. Either it keeps the segments' inputs alone and computes each again
/// on the way back (Chen et al., "Training Deep Nets with Sublinear Memory Cost", 2016): one forward pass more for a
/// fraction of the memory. Or it keeps all, as a plain pass does, and only tells on the way back what is done.
/// </summary>
internal sealed class SegmentedPass : ForwardPass
{
    private readonly IReadOnlyList<Segment> _segments;
    private readonly Tensor[] _inputs; // of each segment, and the last one's output
    private readonly Tensor?[] _outputs; // of each segment, with what leads back to its input; null where it is computed again
    private readonly int _before;
    private readonly Action<bool>? _repeating;

    private SegmentedPass(Tensor logits, IReadOnlyList<Segment> segments, Tensor[] inputs, Tensor?[] outputs, int before, Action<bool>? repeating)
        : base(logits) => (_segments, _inputs, _outputs, _before, _repeating) = (segments, inputs, outputs, before, repeating);

    /// <summary>Runs the segments one after the other, and then the rest.</summary>
    /// <param name="segments">In order.</param>
    /// <param name="input">Of the first one; needs no gradient. Becomes this object's own.</param>
    /// <param name="rest">From the last one's output to the logits.</param>
    /// <param name="before">What of the net lies before the first one and is not gone back through, counted as segments.</param>
    /// <param name="repeating">Where given, nothing of what is inside the segments is kept; told when they are computed again, so that statistics are not counted twice, and when that is over.</param>
    public static SegmentedPass Run(
        IReadOnlyList<Segment> segments, Tensor input, Func<Tensor, Tensor> rest, int before, Action<bool>? repeating)
    {
        var inputs = new Tensor[segments.Count + 1];
        var outputs = new Tensor?[segments.Count];
        inputs[0] = input;
        bool learns = false;
        for (int i = 0; i < segments.Count; i++)
        {
            // With gradients, though of a segment that is computed again this graph goes at once: without them,
            // normalisations in evaluation mode would be folded with weights that the next step moves.
            Tensor output = segments[i].Forward(inputs[i]);
            inputs[i + 1] = output.detach();

            // A leaf: what lies before it is reached by its gradient. What nothing has learnt before needs none.
            learns |= segments[i].Learns;
            inputs[i + 1].requires_grad = learns;
            if (repeating is not null || !learns)
            {
                output.Dispose();
            }
            else
            {
                outputs[i] = output;
            }
        }

        return new SegmentedPass(rest(inputs[^1]), segments, inputs, outputs, before, repeating);
    }

    /// <inheritdoc/>
    public override void Backward(Tensor loss, Action<int>? reached)
    {
        base.Backward(loss, null);
        reached?.Invoke(_before + _segments.Count);
        _repeating?.Invoke(true);
        try
        {
            for (int i = _segments.Count - 1; i >= 0 && _inputs[i + 1].requires_grad; i--)
            {
                using Tensor output = _outputs[i] ?? _segments[i].Forward(_inputs[i]);
                using Tensor gradient = _inputs[i + 1].grad!;
                _inputs[i + 1].Dispose();
                GradientNode.GoBack(() => output.backward([gradient]));
                reached?.Invoke(_before + i);
            }
        }
        finally
        {
            _repeating?.Invoke(false);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (Tensor? held in _inputs.Concat(_outputs))
        {
            held?.Dispose();
        }

        base.Dispose(disposing);
    }
}

using Honnan.Learning.Models;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>
/// A net cut in two at a layer: what comes before is computed once and without gradients, what comes after as often as
/// wanted. To be used within a dispose scope, which frees what lies between.
/// </summary>
/// <param name="net">In evaluation mode; stays the caller's.</param>
/// <param name="layer">The last layer of the first part.</param>
internal sealed class CutNet(Net net, NetLayer layer)
{
    private static readonly ScalarType[] Wide = [ScalarType.Float32, ScalarType.Float64];

    /// <summary>The net whole.</summary>
    public Net Net => net;

    /// <summary>Pictures [N,3,H,W] in [-1,1] → the state at the cut.</summary>
    public CutPass Before(Tensor pictures)
    {
        using var gradients = no_grad();
        List<Tensor> earlier = [];
        Tensor x = Run(net.Prepare(pictures), (0, 0), (layer.Stage, layer.Step), earlier);
        Tensor input = x;
        StageStep step = net.Stages[layer.Stage].Steps[layer.Step];
        if (layer.Unit is null)
        {
            x = step.Forward(x);
            Observe(layer.Stage, layer.Step, x, earlier);
        }
        else
        {
            Tensor? seen = null;
            layer.Unit.TapOutput = output =>
            {
                seen = output.clone(); // the step frees its own
                return output;
            };
            Untapped(() => step.Forward(input).Dispose());
            x = seen ?? throw new InvalidOperationException($"the layer {layer.Name} was not passed");
        }

        Tensor activation = Wide.Contains(x.dtype) ? x.detach() : x.to_type(ScalarType.Float32).detach();
        return new CutPass(this, activation, layer.Unit is null ? null : input, earlier);
    }

    /// <summary>The way from the cut on, with what went before it for each of the activations' rows → the head's inputs [N,features].</summary>
    public Tensor After(Tensor activation, Tensor? stepInput, IEnumerable<Tensor> earlier)
    {
        List<Tensor> seen = [.. earlier];
        bool last = layer.Stage == net.Stages.Count - 1 && layer.Step == net.Stages[^1].Steps.Count - 1;
        if (layer.Unit is null && last)
        {
            return Pooled(activation, seen); // in its own precision: nothing but the embedding follows
        }

        Tensor x = activation.to_type(net.ComputeType);
        if (layer.Unit is not null)
        {
            Tensor given = x;
            layer.Unit.TapOutput = _ => given.alias();
            Untapped(() => x = net.Stages[layer.Stage].Steps[layer.Step].Forward(stepInput!));
            Observe(layer.Stage, layer.Step, x, seen);
        }

        return Pooled(Run(x, Next((layer.Stage, layer.Step)), (net.Stages.Count, 0), seen), seen);
    }

    /// <summary>Pictures [N,3,H,W] in [-1,1] → logits [N,classes], with gradients all the way.</summary>
    public Tensor Whole(Tensor pictures)
    {
        List<Tensor> earlier = [];
        return net.Head.forward(Pooled(Run(net.Prepare(pictures), (0, 0), (net.Stages.Count, 0), earlier), earlier));
    }

    private Tensor Pooled(Tensor map, List<Tensor> earlier) => net.Pooling.Join(map, earlier.Count == 0 ? null : cat(earlier, 1));

    private Tensor Run(Tensor x, (int Stage, int Step) from, (int Stage, int Step) to, List<Tensor> earlier)
    {
        for ((int Stage, int Step) at = from; at.CompareTo(to) < 0; at = Next(at))
        {
            x = net.Stages[at.Stage].Steps[at.Step].Forward(x);
            Observe(at.Stage, at.Step, x, earlier);
        }

        return x;
    }

    private (int Stage, int Step) Next((int Stage, int Step) at) =>
        at.Step + 1 < net.Stages[at.Stage].Steps.Count ? (at.Stage, at.Step + 1) : (at.Stage + 1, 0);

    /// <summary>Keeps the statistics of a stage's end that the head sees.</summary>
    private void Observe(int stage, int step, Tensor output, List<Tensor> earlier)
    {
        if (step == net.Stages[stage].Steps.Count - 1 && net.Pooling.Sees(net.Stages[stage]))
        {
            earlier.Add(FeaturePooling.Statistics(output));
        }
    }

    private void Untapped(Action run)
    {
        try
        {
            run();
        }
        finally
        {
            layer.Unit!.TapOutput = null;
        }
    }
}

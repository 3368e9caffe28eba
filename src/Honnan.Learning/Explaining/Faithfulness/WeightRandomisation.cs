using Honnan.Learning.Models;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// The sanity check by random weights (Adebayo et al., "Sanity Checks for Saliency Maps", 2018, section 3): weights are shuffled from the head
/// downwards, stage by stage; a map that hardly changes does not show what the net has learnt.
/// </summary>
public static class WeightRandomisation
{
    /// <summary>The maps' rank correlation with those of the net as it is, after the head and after each stage more was shuffled.</summary>
    /// <param name="net">In evaluation mode; afterwards as before.</param>
    /// <param name="options">How maps are made; null for Grad-CAM at the end of the last stage.</param>
    /// <param name="pictures">[N,3,H,W] in [-1,1]; stays the caller's.</param>
    /// <param name="seed">Of the shuffling.</param>
    /// <returns>What was shuffled last, and the mean over the pictures of Spearman's correlation of the maps' sizes.</returns>
    public static IReadOnlyList<(string Shuffled, double Correlation)> Check(Net net, MapOptions? options, Tensor pictures, int seed)
    {
        var mapper = new HeatMapper(net, options);
        ClassQuestion[] questions = [];
        HeatMap[] before = Maps(logits => questions = [.. logits.Select(row => new ClassQuestion(Array.IndexOf(row, row.Max())))]);
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        (Parameter Own, Tensor Kept)[] kept = [.. net.parameters().Select(p => (p, p.detach().clone()))];
        try
        {
            var random = new Random(seed);
            List<(string, double)> steps = [];
            var parts = net.Stages.Select((s, i) => (s.Name, Names: net.NamesOf(i))).Append((Name: net.HeadName, Names: [.. net.Head.named_parameters().Select(p => $"{net.HeadName}.{p.name}")])).Reverse();
            foreach ((string name, IReadOnlyList<string> names) in parts)
            {
                Shuffle(net, names, random);
                steps.Add((name, Maps(_ => questions).Zip(before, RankCorrelation.Of).Average()));
            }

            return steps;
        }
        finally
        {
            Array.ForEach(kept, k => k.Own.copy_(k.Kept));
            net.WeightsChanged();
        }

        HeatMap[] Maps(Func<float[][], ClassQuestion[]> questionsOf)
        {
            using var on = enable_grad();
            return [.. mapper.Explain(pictures, questionsOf).Select(m => m.Coarse.Rectified())];
        }
    }

    private static void Shuffle(Net net, IReadOnlyList<string> names, Random random)
    {
        foreach ((string name, Parameter parameter) in net.named_parameters().Where(p => names.Contains(p.name)))
        {
            using DisposeScope scope = NewDisposeScope();
            long[] order = [.. Enumerable.Range(0, (int)parameter.numel()).Select(i => (long)i)];
            random.Shuffle(order);
            parameter.copy_(parameter.flatten().index_select(0, tensor(order, device: parameter.device)).reshape(parameter.shape));
        }

        net.WeightsChanged();
    }
}

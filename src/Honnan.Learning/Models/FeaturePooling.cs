using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Learning.Graphs;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>
/// Makes the head's inputs from the stages' outputs: the embedding (of most nets the last stage's mean over the area) and,
/// where asked for, mean and deviation over the area of the stages before it, from the earliest on.
/// </summary>
public sealed class FeaturePooling
{
    /// <summary>Stages before the last whose statistics are taken.</summary>
    public const int EarlierStages = 4;

    // Under the root: its slope is infinite at 0, where a channel is the same everywhere.
    private const double LeastVarianceValue = 1e-6;
    private static readonly Scalar LeastVariance = LeastVarianceValue.ToScalar();

    private readonly Net _net;
    private readonly Stage[] _earlier;

    /// <summary>For a net, which stays the caller's.</summary>
    public FeaturePooling(PooledFeatures features, Net net)
    {
        (Features, _net) = (features, net);
        _earlier = features == PooledFeatures.Stages ? [.. net.Stages.SkipLast(1).TakeLast(EarlierStages)] : [];
        Channels = net.EmbeddingChannels + (2 * _earlier.Sum(s => s.Channels));
    }

    /// <summary>What is pooled.</summary>
    public PooledFeatures Features { get; }

    /// <summary>Numbers a picture: the head's inputs.</summary>
    public int Channels { get; }

    /// <summary>Whether the head sees statistics of a stage's output.</summary>
    internal bool Sees(Stage stage) => Array.Exists(_earlier, e => ReferenceEquals(e, stage));

    /// <summary>
    /// Pictures [N,3,H,W] in [-1,1] → the last stage's output [N,C,h,w] in the net's type, and [N, 2 · channels] float32 of
    /// the stages before it (null where they do not count); caller disposes both.
    /// </summary>
    public (Tensor Map, Tensor? Earlier) Observe(Tensor pictures)
    {
        if (_earlier.Length == 0)
        {
            return (_net.FeatureMap(pictures), null);
        }

        var parts = new List<Tensor>();
        Tensor map = _net.FeatureMap(pictures, (stage, output) =>
        {
            if (Sees(stage))
            {
                parts.Add(Statistics(output));
            }
        });
        Tensor earlier = cat(parts, 1);
        parts.ForEach(p => p.Dispose());
        return (map, earlier);
    }

    /// <summary>What <see cref="Observe"/> gave → the head's inputs [N, <see cref="Channels"/>], in float32 where the map is no finer; caller disposes.</summary>
    public Tensor Join(Tensor map, Tensor? earlier)
    {
        Tensor last = _net.Embed(map);
        if (earlier is null)
        {
            return last;
        }

        using (last)
        {
            return cat([last, earlier], 1);
        }
    }

    /// <summary>Writes the stages and what <see cref="Observe"/> and <see cref="Join"/> do.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="pictures">The name of the pictures [N,3,H,W] in [-1,1].</param>
    /// <returns>The names of the last stage's output and of the head's inputs, and the steps of <see cref="Net.WriteEmbed"/>.</returns>
    /// <exception cref="InputException">A stage cannot be written.</exception>
    public (string Map, string Pooled, IReadOnlyList<CamStep>? Steps) Write(GraphWriter graph, string pictures)
    {
        string map = pictures;
        var parts = new List<string>();
        foreach (Stage stage in _net.Stages)
        {
            map = stage.Write?.Invoke(graph, map) ?? throw new InputException($"the net cannot be exported: its stage '{stage.Name}' writes no graph");
            if (Sees(stage))
            {
                parts.AddRange(WriteStatistics(graph, map, _net.GivesTokens ? [1] : [2, 3]));
            }
        }

        (string embedding, IReadOnlyList<CamStep>? steps) = _net.WriteEmbed(graph, map);
        return (map, parts.Count == 0 ? embedding : graph.Node("Concat", [embedding, .. parts], ("axis", 1L)), steps);
    }

    private static string[] WriteStatistics(GraphWriter graph, string map, long[] area)
    {
        string axes = graph.Integers(area);
        string mean = graph.Node("ReduceMean", [map, axes], ("keepdims", 1L));
        string off = graph.Node("Sub", [map, mean]);
        string variance = graph.Node("ReduceMean", [graph.Node("Mul", [off, off]), axes], ("keepdims", 0L));
        string raised = graph.Node("Add", [variance, graph.Number((float)LeastVarianceValue)]);
        return [graph.Node("Squeeze", [mean, axes]), graph.Node("Sqrt", [raised])];
    }

    /// <summary>[N,C,h,w] or tokens [N,T,C] → [N,2C]: means, then standard deviations √(σ² + 10⁻⁶) over the area; caller disposes.</summary>
    internal static Tensor Statistics(Tensor map)
    {
        long[] area = map.dim() == 4 ? [2, 3] : [1];
        using Tensor wide = map.to_type(Rounded.Wide(map.dtype));
        using Tensor mean = wide.mean(area);
        using Tensor variance = wide.var(area, unbiased: false);
        using Tensor raised = variance.add(LeastVariance, Alpha.One);
        using Tensor deviation = raised.sqrt();
        return cat([mean, deviation], 1);
    }
}

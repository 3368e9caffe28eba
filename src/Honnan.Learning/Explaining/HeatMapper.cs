using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>
/// Makes the heat maps of a net's answers: the template that every method fills in. The way up to the layer is computed once
/// and without gradients, the way from there on with them. Not safe for use by several threads at once.
/// </summary>
public sealed class HeatMapper
{
    private static readonly Scalar Half = 0.5.ToScalar();

    private readonly CutNet _net;
    private readonly MapOptions _options;

    /// <summary>For a net, which stays the caller's.</summary>
    /// <param name="net">In evaluation mode.</param>
    /// <param name="options">How; null for Grad-CAM at the end of the last stage.</param>
    /// <exception cref="InputException">The net has no such layer, or an option does nothing for the method.</exception>
    public HeatMapper(Net net, MapOptions? options = null)
    {
        _options = options ?? new MapOptions();
        if (_options.Layer is not null && !_options.Method.LooksAtLayer)
        {
            throw new InputException($"the method {_options.Method.Name} looks at the picture, not at a layer: leave the layer away");
        }

        if (_options.EigenSmooth && !_options.Method.AddsChannels)
        {
            throw new InputException($"the method {_options.Method.Name} adds no channels that a principal component could smooth (those that do: {string.Join(", ", ExplanationMethods.All.Where(m => m.AddsChannels).Select(m => m.Name))})");
        }

        if (_options.KeepPeakFeatures && !_options.Method.LooksAtLayer)
        {
            throw new InputException($"the method {_options.Method.Name} looks at no layer whose features could be kept");
        }

        _net = new CutNet(net, NetLayers.Find(net, _options.Layer));
    }

    /// <summary>Explains one class for each picture.</summary>
    /// <param name="pictures">[N,3,H,W] in [-1,1]; stays the caller's.</param>
    /// <param name="questionsOf">What is asked of each picture, from all pictures' logits: [N][classes] → [N].</param>
    /// <returns>For each picture its map and logits.</returns>
    public IReadOnlyList<ClassMap> Explain(Tensor pictures, Func<float[][], ClassQuestion[]> questionsOf)
    {
        if (_net.Net.training)
        {
            throw new InvalidOperationException("the net is in training mode");
        }

        using DisposeScope scope = NewDisposeScope();
        using var still = new StillWeights(_net.Net);
        (Tensor map, Tensor activation, float[][] pooled, float[][] logits, ClassQuestion[] questions) = Maps(pictures, questionsOf);
        if (_options.FlipSmooth)
        {
            (Tensor mirrored, _, _, _, _) = Maps(pictures.flip(3), _ => questions);
            map = map.add(mirrored.flip(2), Alpha.One) * Half;
        }

        (int height, int width) = ((int)map.shape[1], (int)map.shape[2]);
        float[][]? features = _options.KeepPeakFeatures ? Rows(AtPeak(map, activation)) : null;
        return [.. Rows(map).Select((values, i) => new ClassMap(new HeatMap(values, width, height), logits[i]) { Pooled = pooled[i], PeakFeatures = features?[i] })];
    }

    /// <summary>Maps [N,h,w] and a layer [N,C,h,w] → the layer where each map is largest [N,C].</summary>
    private static Tensor AtPeak(Tensor map, Tensor activation)
    {
        Tensor places = activation.flatten(2); // [N,C,hw]
        Tensor peaks = map.flatten(1).argmax(1).reshape(-1, 1, 1).expand(-1, places.shape[1], 1);
        return places.gather(2, peaks).squeeze(2);
    }

    private (Tensor Map, Tensor Activation, float[][] Pooled, float[][] Logits, ClassQuestion[] Questions) Maps(Tensor given, Func<float[][], ClassQuestion[]> questionsOf)
    {
        Tensor pictures = given.to(_net.Net.Device);
        ExplanationMethod method = _options.Method;
        CutPass pass = _net.Before(pictures);
        pass.Activation.requires_grad = method.UsesGradient;
        using IDisposable? gradients = method.UsesGradient ? null : no_grad();
        Tensor pooled = pass.Pooled();
        Tensor logits = _net.Net.Head.forward(pooled);
        float[][] rows = Rows(logits);
        ClassQuestion[] questions = questionsOf(rows);
        if (method.UsesGradient)
        {
            // The pictures of a batch do not see each other, so one pass back from the sum gives every picture's gradient.
            method.Score(logits, questions).sum().backward(null, retain_graph: method.UsesSecondGradient, create_graph: method.UsesSecondGradient);
        }

        var evidence = new Evidence(_net, pass, pictures, questions, method.Score);
        return (method.Map(evidence, _options.EigenSmooth), evidence.Activation, Rows(pooled), rows, questions);
    }

    private static float[][] Rows(Tensor tensor)
    {
        using Tensor dense = tensor.detach().cpu().to_type(ScalarType.Float32).contiguous();
        float[] all = dense.data<float>().ToArray();
        return [.. all.Chunk(all.Length / (int)tensor.shape[0])];
    }
}

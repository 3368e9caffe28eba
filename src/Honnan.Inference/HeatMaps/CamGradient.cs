using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Inference.Files;

namespace Honnan.Inference.HeatMaps;

/// <summary>
/// The gradient of a logit at the last feature map, for a net that pools by the mean over the area: for every place of
/// channel c it is ∂logit / ∂mean_c / area, and ∂logit / ∂mean_c is a product of the matrices and slopes on the way.
/// </summary>
internal sealed class CamGradient
{
    private readonly PlainLayer[] _neck;
    private readonly PlainLayer[] _head;
    private readonly float[]? _factors;

    /// <summary>Takes the constants of the way out of the model's file.</summary>
    /// <exception cref="InputException">They do not fit each other or the graph.</exception>
    public CamGradient(OnnxModelFile file, CamPath path)
    {
        _neck = [.. path.Neck.Select(step => PlainLayer.From(file, step))];
        _head = [.. path.Head.Select(step => PlainLayer.From(file, step))];
        _factors = path.Factors is { } name ? file.Constant(name).Values : null;
        PlainLayer[][] ways = [_neck, _head];
        foreach (PlainLayer[] way in ways)
        {
            int? width = null;
            foreach (PlainLayer layer in way)
            {
                if (width is { } given && layer.Inputs is { } wanted && given != wanted)
                {
                    throw Unfit(file, $"a layer of {wanted} inputs follows {given} outputs");
                }

                width = layer.Outputs ?? width;
            }
        }

        if (_head.LastOrDefault(l => l.Outputs is not null)?.Outputs != file.Document.Countries.Count || _head[0].Inputs is null)
        {
            throw Unfit(file, "its last layer gives another number of logits");
        }

        if (_factors is not null && _factors.Length != _head[0].Inputs)
        {
            throw Unfit(file, $"{_factors.Length} factors meet {_head[0].Inputs} inputs of the head");
        }
    }

    /// <summary>∂logit / ∂map, the same for every place of a channel: [C].</summary>
    /// <param name="map">[C, area], the last feature map.</param>
    /// <param name="channels">C.</param>
    /// <param name="pooled">[F], the head's inputs.</param>
    /// <param name="country">Whose logit.</param>
    /// <exception cref="InputException">The graph's outputs have another shape than its metadata say.</exception>
    public float[] Weights(ReadOnlySpan<float> map, int channels, ReadOnlySpan<float> pooled, int country)
    {
        int area = map.Length / channels;
        double[] means = new double[channels];
        for (int c = 0; c < channels; c++)
        {
            double sum = 0;
            foreach (float value in map.Slice(c * area, area))
            {
                sum += value;
            }

            means[c] = sum / area;
        }

        double[] inputs = new double[pooled.Length];
        for (int i = 0; i < inputs.Length; i++)
        {
            inputs[i] = pooled[i];
        }

        double[] gradient = new double[_head.Last(l => l.Outputs is not null).Outputs!.Value];
        gradient[country] = 1;
        gradient = Back(_head, inputs, gradient);
        int embedding = _neck.LastOrDefault(l => l.Outputs is not null)?.Outputs ?? channels;
        if (gradient.Length < embedding || (_neck.Length > 0 && _neck[0].Inputs is { } first && first != channels))
        {
            throw new InputException($"the model's metadata speak of {gradient.Length} pooled features, its graph of {embedding} at least");
        }

        gradient = gradient[..embedding];
        for (int i = 0; _factors is not null && i < gradient.Length; i++)
        {
            gradient[i] *= _factors[i];
        }

        gradient = Back(_neck, means, gradient);
        return Array.ConvertAll(gradient, g => (float)(g / area));
    }

    private static double[] Back(PlainLayer[] way, double[] inputs, double[] gradient)
    {
        double[][] seen = new double[way.Length][];
        for (int i = 0; i < way.Length; i++)
        {
            if (way[i].Inputs is { } wanted && wanted != inputs.Length)
            {
                throw new InputException($"the model's metadata speak of {wanted} features where its graph gives {inputs.Length}");
            }

            seen[i] = inputs;
            inputs = way[i].Forward(inputs);
        }

        for (int i = way.Length - 1; i >= 0; i--)
        {
            gradient = way[i].Backward(seen[i], gradient);
        }

        return gradient;
    }

    private static InputException Unfit(OnnxModelFile file, string why) => new($"model '{file.Path}' is refused: its way from the feature map to the logits is broken: {why}");
}

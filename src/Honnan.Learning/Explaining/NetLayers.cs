using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;

namespace Honnan.Learning.Explaining;

/// <summary>The places in a net that maps can be made of, by name.</summary>
public static class NetLayers
{
    /// <summary>
    /// The names in the order of a picture's way: stages, their blocks, and convolutions within blocks. A convolution's name
    /// stands for what leaves it after its normalisation and activation.
    /// </summary>
    public static IReadOnlyList<string> Names(Net net) => [.. Of(net).Select(l => l.Name)];

    /// <summary>The place of a name; without one, the end of the last stage.</summary>
    /// <exception cref="InputException">The net has no such place.</exception>
    internal static NetLayer Find(Net net, string? name)
    {
        IReadOnlyList<NetLayer> layers = Of(net);
        name ??= net.Stages[^1].Name;
        return layers.FirstOrDefault(l => l.Name == name)
            ?? throw new InputException($"the net has no layer '{name}'{Spelling.Hint(name, [.. layers.Select(l => l.Name)])} (known: {string.Join(", ", layers.Select(l => l.Name))})");
    }

    private static IReadOnlyList<NetLayer> Of(Net net)
    {
        Dictionary<object, string> names = new(ReferenceEqualityComparer.Instance);
        foreach ((string name, TorchSharp.torch.nn.Module module) in net.named_modules())
        {
            names.TryAdd(module, name);
        }

        var layers = new Dictionary<string, NetLayer>(StringComparer.Ordinal);
        for (int s = 0; s < net.Stages.Count; s++)
        {
            Stage stage = net.Stages[s];
            for (int i = 0; i < stage.Steps.Count; i++)
            {
                foreach (ConvNorm unit in stage.Steps[i].Units.OfType<ConvNorm>().Where(u => names.ContainsKey(u.Convolution)))
                {
                    string name = names[unit.Convolution];
                    layers.TryAdd(name, new NetLayer(name, s, i, unit));
                }

                layers.TryAdd(stage.Steps[i].Name, new NetLayer(stage.Steps[i].Name, s, i, null));
            }

            layers.TryAdd(stage.Name, new NetLayer(stage.Name, s, stage.Steps.Count - 1, null));
        }

        return [.. layers.Values];
    }
}

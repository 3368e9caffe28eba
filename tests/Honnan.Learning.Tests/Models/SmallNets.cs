using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Models;

/// <summary>One net of every family, as small as its family allows, with five classes and weights that are the same at every call.</summary>
internal static class SmallNets
{
    public static readonly string[] Names = ["resnext", "lite1", "convnext", "mobilenet", "vit"];

    /// <summary>Caller disposes.</summary>
    public static Net Build(string name, ulong seed = 11)
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        Net net = name switch
        {
            "resnext" => new ResNet([1, 1, 1, 1], bottleneck: true, Head, groups: 4, groupWidth: 8),
            "lite1" => NetCatalogue.Build("tf_efficientnet_lite1", Head),
            "convnext" => new ConvNext([1, 1, 2, 1], [8, 16, 24, 32], Head),
            "mobilenet" => NetCatalogue.Build("mobilenet_v3_large", Head),
            "vit" => new VisionTransformer(patch: 8, layers: 3, heads: 2, channels: 16, hidden: 32, grid: 3, Head),
            _ => throw new ArgumentException(name, nameof(name)),
        };
        Draw(net, seed);
        return net;
    }

    /// <summary>As layers begin, but by a generator of its own: libtorch's one is drawn from and seeded by the tests beside this one.</summary>
    private static void Draw(Net net, ulong seed)
    {
        using var gradients = no_grad();
        using Generator generator = new Generator(seed);
        foreach (nn.Module module in net.modules())
        {
            foreach ((_, Tensor parameter) in module.named_parameters(recurse: false))
            {
                if (module is HeadLayer)
                {
                    parameter.uniform_(-0.05, 0.05, generator);
                }
                else if (parameter.dim() > 1)
                {
                    parameter.normal_(0, module is Convolution c ? Math.Sqrt(2.0 * c.Groups / ((double)c.Kernel * c.Kernel * c.Weight.shape[0])) : 0.02, generator);
                }
            }
        }

        net.WeightsChanged();
    }

    private static Head Head(int inputs) => new(inputs, [5]);
}

using Honnan.Learning.Models;

namespace Honnan.Learning.Tests.Models;

/// <summary>One net of every family, as small as its family allows, with five classes and seeded weights.</summary>
internal static class SmallNets
{
    public static readonly string[] Names = ["resnext", "lite1", "convnext", "mobilenet", "vit"];

    /// <summary>Caller disposes.</summary>
    public static Net Build(string name)
    {
        Learning.Runtime.TorchRuntime.Start(threads: 1); // the tests run beside each other
        return name switch
        {
            "resnext" => new ResNet([1, 1, 1, 1], bottleneck: true, Head, groups: 4, groupWidth: 8),
            "lite1" => NetCatalogue.Build("tf_efficientnet_lite1", Head),
            "convnext" => new ConvNext([1, 1, 2, 1], [8, 16, 24, 32], Head),
            "mobilenet" => NetCatalogue.Build("mobilenet_v3_large", Head),
            "vit" => new VisionTransformer(patch: 8, layers: 3, heads: 2, channels: 16, hidden: 32, grid: 3, Head),
            _ => throw new ArgumentException(name, nameof(name)),
        };
    }

    private static Head Head(int inputs) => new(inputs, [5]);
}

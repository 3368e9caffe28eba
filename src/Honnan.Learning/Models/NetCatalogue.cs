using Honnan.Data;

namespace Honnan.Learning.Models;

/// <summary>The nets by name; a net of one's own is one more line.</summary>
public static class NetCatalogue
{
    private static readonly Dictionary<string, Func<Func<int, Head>, Net>> Builders = new(StringComparer.Ordinal)
    {
        ["resnet18"] = head => new ResNet([2, 2, 2, 2], bottleneck: false, head),
        ["resnet34"] = head => new ResNet([3, 4, 6, 3], bottleneck: false, head),
        ["resnet50"] = head => new ResNet([3, 4, 6, 3], bottleneck: true, head),
        ["resnet101"] = head => new ResNet([3, 4, 23, 3], bottleneck: true, head),
        ["resnet152"] = head => new ResNet([3, 8, 36, 3], bottleneck: true, head),
        ["tf_efficientnet_lite0"] = head => new EfficientNetLite(1.0, 1.0, head),
        ["tf_efficientnet_lite2"] = head => new EfficientNetLite(1.1, 1.2, head),
    };

    /// <summary>Every name that <see cref="Build"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => Builders.Keys;

    /// <summary>Makes a net with random weights; caller disposes.</summary>
    /// <param name="name">torchvision's or timm's name.</param>
    /// <param name="head">Makes the layers after pooling from the number of pooled features.</param>
    /// <exception cref="InputException">There is no net of that name.</exception>
    public static Net Build(string name, Func<int, Head> head) =>
        Builders.TryGetValue(name, out Func<Func<int, Head>, Net>? build)
            ? build(head)
            : throw new InputException($"unknown net '{name}'{Spelling.Hint(name, Names)} (known: {string.Join(", ", Names)})");
}

using Honnan.Data;

namespace Honnan.Learning.Models;

/// <summary>The nets by name; one of one's own joins them by <see cref="Register"/>.</summary>
public static class NetCatalogue
{
    private static readonly Lock Gate = new();

    // Replaced as a whole, so that readers need no lock.
    private static volatile Dictionary<string, Func<Func<int, Head>, Net>> _builders = new(StringComparer.Ordinal)
    {
        ["resnet18"] = head => new ResNet([2, 2, 2, 2], bottleneck: false, head),
        ["resnet34"] = head => new ResNet([3, 4, 6, 3], bottleneck: false, head),
        ["resnet50"] = head => new ResNet([3, 4, 6, 3], bottleneck: true, head),
        ["resnet101"] = head => new ResNet([3, 4, 23, 3], bottleneck: true, head),
        ["resnet152"] = head => new ResNet([3, 8, 36, 3], bottleneck: true, head),
        ["resnext50_32x4d"] = head => new ResNet([3, 4, 6, 3], bottleneck: true, head, groups: 32, groupWidth: 4),
        ["resnext101_32x8d"] = head => new ResNet([3, 4, 23, 3], bottleneck: true, head, groups: 32, groupWidth: 8),
        ["wide_resnet50_2"] = head => new ResNet([3, 4, 6, 3], bottleneck: true, head, groupWidth: 128),
        ["tf_efficientnet_lite0"] = head => new EfficientNetLite(1.0, 1.0, head),
        ["tf_efficientnet_lite1"] = head => new EfficientNetLite(1.0, 1.1, head),
        ["tf_efficientnet_lite2"] = head => new EfficientNetLite(1.1, 1.2, head),
        ["tf_efficientnet_lite3"] = head => new EfficientNetLite(1.2, 1.4, head),
        ["tf_efficientnet_lite4"] = head => new EfficientNetLite(1.4, 1.8, head),
        ["convnext_tiny"] = head => new ConvNext([3, 3, 9, 3], [96, 192, 384, 768], head),
        ["mobilenet_v3_large"] = head => new MobileNetV3(head),
        ["vit_b_16"] = head => new VisionTransformer(patch: 16, layers: 12, heads: 12, channels: 768, hidden: 3072, grid: 14, head),
    };

    /// <summary>Every name that <see cref="Build"/> knows.</summary>
    public static IReadOnlyCollection<string> Names => _builders.Keys;

    /// <summary>Adds a net for this process: experiments, models and benchmarks know it by its name from then on.</summary>
    /// <param name="name">What experiments call it; stays with every model trained from it.</param>
    /// <param name="build">Makes the net with random weights around the head that it is given.</param>
    /// <exception cref="ArgumentException">The name is empty, or taken.</exception>
    public static void Register(string name, Func<Func<int, Head>, Net> build)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(build);
        lock (Gate)
        {
            var builders = new Dictionary<string, Func<Func<int, Head>, Net>>(_builders, StringComparer.Ordinal);
            _builders = builders.TryAdd(name, build)
                ? builders
                : throw new ArgumentException($"there is a net '{name}' already", nameof(name));
        }
    }

    /// <summary>Makes a net with random weights; caller disposes.</summary>
    /// <param name="name">torchvision's or timm's name, or a registered one.</param>
    /// <param name="head">Makes the head from the number of features.</param>
    /// <param name="lastStage">The name of the stage that the net is to end with: what lies behind it is left out. Null for the whole net.</param>
    /// <exception cref="InputException">There is no net of that name, or it cannot end with that stage.</exception>
    public static Net Build(string name, Func<int, Head> head, string? lastStage = null) =>
        _builders.TryGetValue(name, out Func<Func<int, Head>, Net>? build)
            ? lastStage is null ? build(head) : ShortenedNet.Of(build(head), name, lastStage, head)
            : throw new InputException($"unknown net '{name}'{Spelling.Hint(name, Names)} (known: {string.Join(", ", Names)})");
}

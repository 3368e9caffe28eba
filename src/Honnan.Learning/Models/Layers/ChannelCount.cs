namespace Honnan.Learning.Models.Layers;

/// <summary>Numbers of channels that a multiplier gave.</summary>
internal static class ChannelCount
{
    /// <summary>The nearest multiple of 8 that is not more than a tenth below (Sandler et al., MobileNetV2's rule).</summary>
    public static int Round(double channels)
    {
        int rounded = Math.Max(8, (int)(channels + 4) / 8 * 8);
        return rounded < 0.9 * channels ? rounded + 8 : rounded;
    }
}

using Honnan.Data.Configuration;

namespace Honnan.Data.Loading;

/// <summary>
/// Random changes of training views that leave a street a street of its country. Each is off unless asked for; the
/// overlay's mask is laid over afterwards. Flipping is apart: it turns the side round on which people drive.
/// </summary>
public sealed record AugmentationOptions : IValidated
{
    /// <summary>Brightness is multiplied by a number from 1 − this to 1 + this; 0 (the default) to below 1.</summary>
    public double Brightness { get; init; }

    /// <summary>Differences from the picture's mean are multiplied by a number from 1 − this to 1 + this; 0 (the default) to below 1.</summary>
    public double Contrast { get; init; }

    /// <summary>Largest deviation of a Gaussian blur in pixels, each view's drawn from 0 to this; 0 (the default) to 5.</summary>
    public double Blur { get; init; }

    /// <summary>Largest turn to either side in degrees, about the middle; what comes in at the edges repeats them. 0 (the default) to 30.</summary>
    public double Rotation { get; init; }

    /// <summary>
    /// Share of the views of which a random rectangle is made grey (random erasing, Zhong et al., 2017: 2 % to 33 % of the
    /// area, sides from 0.3 to 3.3 to each other); 0 (the default) to 1.
    /// </summary>
    public double Erase { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Brightness is not (>= 0 and < 1))
        {
            yield return $"brightness must be at least 0 and below 1, not {Brightness}";
        }

        if (Contrast is not (>= 0 and < 1))
        {
            yield return $"contrast must be at least 0 and below 1, not {Contrast}";
        }

        if (Blur is not (>= 0 and <= 5))
        {
            yield return $"blur must be from 0 to 5 pixels, not {Blur}";
        }

        if (Rotation is not (>= 0 and <= 30))
        {
            yield return $"rotation must be from 0 to 30 degrees, not {Rotation}";
        }

        if (Erase is not (>= 0 and <= 1))
        {
            yield return $"erase must be from 0 to 1, not {Erase}";
        }

        if (this == new AugmentationOptions())
        {
            yield return "brightness is 0 and so is everything else: set brightness, contrast, blur, rotation or erase";
        }
    }
}

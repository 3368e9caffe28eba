using Honnan.Data.Loading;

namespace Honnan.Data.HeatMaps;

/// <summary>The map of one view of a picture.</summary>
/// <param name="View">A panorama's window, or a single picture's crop.</param>
/// <param name="Coarse">What speaks for the country in it, at the layer's size, of any sign.</param>
public sealed record ViewMap(PictureView View, HeatMap Coarse)
{
    /// <summary>[C]: what the layer holds at the map's peak; null where it was not asked for.</summary>
    public float[]? PeakFeatures { get; init; }

    /// <summary>[countries]: what this view alone says; null where that was not kept.</summary>
    public double[]? Probabilities { get; init; }
}

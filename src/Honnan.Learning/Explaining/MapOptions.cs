namespace Honnan.Learning.Explaining;

/// <summary>How heat maps are made.</summary>
public sealed record MapOptions
{
    /// <summary>The method; default Grad-CAM.</summary>
    public ExplanationMethod Method { get; init; } = ExplanationMethods.GradCam;

    /// <summary>The layer to look at (<see cref="NetLayers"/>); null, the default, for the end of the last stage.</summary>
    public string? Layer { get; init; }

    /// <summary>Whether the first principal component of the weighted channels takes the place of their sum; default false.</summary>
    public bool EigenSmooth { get; init; }

    /// <summary>Whether the map is the mean of the picture's and of its mirror image's; default false.</summary>
    public bool FlipSmooth { get; init; }

    /// <summary>Whether what the layer holds at the map's peak is kept; default false. Only for maps of the layer's size.</summary>
    public bool KeepPeakFeatures { get; init; }
}

namespace Honnan.Inference.HeatMaps;

/// <summary>How a heat map is made of a net's last feature map. None of them goes back through the net.</summary>
public enum CamMethod
{
    /// <summary>
    /// Grad-CAM (Selvaraju et al., 2017): channels weighted by the gradient of the country's logit, in closed form. Where
    /// the model's last layer mixes places (vision transformers) there is none.
    /// </summary>
    GradCam,

    /// <summary>Eigen-CAM (Muhammad and Yeasin, 2020): what the channels vary in most; the same for every country.</summary>
    EigenCam,

    /// <summary>Score-CAM (Wang et al., 2020): channels weighted by the country's logit when only their places are seen; slow.</summary>
    ScoreCam,
}

using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Inference.HeatMaps;
using Honnan.Web.Uploads;

namespace Honnan.Web.Predicting;

/// <summary>What is asked of a picture.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="Size">Its size, from its header.</param>
/// <param name="Maps">Whether heat maps are wanted.</param>
/// <param name="Country">The country that they explain; null for the guess.</param>
/// <param name="Method">How they are made; null for the model's usual way.</param>
internal sealed record PictureQuestion(Upload Picture, PictureSize Size, bool Maps, CountryCode? Country, CamMethod? Method)
{
    /// <summary>Whether the service drew the picture itself: the model for drawn pictures is asked.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>Whether it takes as long as hundreds of others.</summary>
    public bool IsSlow => Maps && Method == CamMethod.ScoreCam;
}

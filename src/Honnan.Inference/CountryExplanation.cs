using Honnan.Data.Geography;
using Honnan.Data.HeatMaps;
using Honnan.Data.Imaging;

namespace Honnan.Inference;

/// <summary>What a model says of a picture, and which places in it speak for a country. It keeps the bytes of the picture's file, over which it can be drawn.</summary>
public sealed class CountryExplanation
{
    private readonly Explanation _explanation;
    private readonly byte[] _picture;

    internal CountryExplanation(CountryPrediction prediction, CountryCode country, Explanation explanation, byte[] picture)
    {
        (Prediction, Country, _explanation, _picture) = (prediction, country, explanation, picture);
        Map = PictureHeatMap.Compose(prediction.Size, ExplainedPicture.SizeOf(prediction.Size), explanation.Views, explanation.Loading);
    }

    /// <summary>The answer, as without the map.</summary>
    public CountryPrediction Prediction { get; }

    /// <summary>The country that the map speaks of.</summary>
    public CountryCode Country { get; }

    /// <summary>
    /// [Height, Width] float32 in [0, 1], row by row from the top, the hottest where most speaks for the country; all 0 where nothing does. It covers the
    /// whole picture, at the picture's own size or, of larger ones, with a shorter side of <see cref="ExplainedPicture.DefaultShortSide"/> pixels.
    /// </summary>
    public HeatMap Map { get; }

    /// <summary>The bytes of a PNG of the map's size that is transparent where nothing speaks for the country, to be laid over the picture.</summary>
    public byte[] LayerPng() => HeatMapOverlay.Layer(Map);

    /// <summary>The bytes of a PNG of the map's size: the picture with the map laid over it.</summary>
    public byte[] OverlayPng() => PictureEncoder.Png(ExplainedPicture.Draw(_picture, _explanation));
}

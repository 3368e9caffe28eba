using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>Points of pictures from south to north, as columns: 24 bytes each. Of the same latitude those of the lower picture come first.</summary>
internal sealed class SortedPoints
{
    private readonly double[] _latitudes;
    private readonly double[] _longitudes;
    private readonly int[] _pictures;
    private readonly int[] _byPicture; // the places here by ascending picture

    /// <param name="pictures">What the points belong to, ascending.</param>
    /// <param name="pointOf">A picture's point.</param>
    public SortedPoints(int[] pictures, Func<int, GeoPoint> pointOf)
    {
        double[] latitudes = [];
        _pictures = PictureIndices.Ascending([.. pictures], own => latitudes = Array.ConvertAll(own, picture => pointOf(picture).Latitude));
        _latitudes = latitudes;
        _longitudes = Array.ConvertAll(_pictures, picture => pointOf(picture).Longitude);
        _byPicture = PictureIndices.All(_pictures.Length);
        Array.Sort([.. _pictures], _byPicture);
    }

    /// <summary>How many points there are.</summary>
    public int Count => _pictures.Length;

    /// <summary>Degrees north, ascending.</summary>
    public double[] Latitudes => _latitudes;

    /// <summary>Degrees east.</summary>
    public double[] Longitudes => _longitudes;

    /// <summary>What the points belong to.</summary>
    public int[] Pictures => _pictures;

    /// <summary>The points' places here in the order of their pictures.</summary>
    public IReadOnlyList<int> ByPicture => _byPicture;

    /// <summary>A point by its place here.</summary>
    public GeoPoint this[int place] => GeoPoint.TryFromDegrees(_latitudes[place], _longitudes[place], out GeoPoint point)
        ? point
        : throw new InvalidOperationException("it was one before");
}

using System.Globalization;
using System.Text;
using Honnan.Data.Geography;

namespace Honnan.Data.Reports;

/// <summary>A map of the world with points on it, as SVG: degrees as they are (plate carrée), 3 pixels a degree.</summary>
public static class WorldMap
{
    private const double North = 84;
    private const double South = -60;
    private const double LeastExtent = 0.6; // degrees; smaller islands are no dot on the page
    private const double Step = 0.25; // degrees between the points of an outline that is drawn

    /// <summary>Draws the map.</summary>
    /// <param name="layers">Points of one colour each, the last ones on top.</param>
    public static string Svg(IEnumerable<(string Colour, IReadOnlyCollection<GeoPoint> Points)> layers)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"-180 {-North} 360 {North - South}\" role=\"img\" aria-label=\"map of the pictures\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#e3e6ea\" stroke=\"#fff\" stroke-width=\".2\" fill-rule=\"evenodd\" d=\"{Outlines()}\"/>");
        foreach ((string colour, IReadOnlyCollection<GeoPoint> points) in layers)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\" stroke-linecap=\"round\" stroke-opacity=\".65\" d=\"");
            foreach (GeoPoint point in points.DistinctBy(Dot))
            {
                svg.Append(CultureInfo.InvariantCulture, $"M{point.Longitude:0.#} {-point.Latitude:0.#}h0");
            }

            svg.Append("\"/>");
        }

        return svg.Append("</svg>").ToString();
    }

    /// <summary>By what points are one dot of the map: a tenth of a degree.</summary>
    internal static (double Latitude, double Longitude) Dot(GeoPoint point) => (Math.Round(point.Latitude, 1), Math.Round(point.Longitude, 1));

    /// <summary>The countries' outlines as the data of an SVG path: degrees east, and degrees south; to be filled by the even-odd rule.</summary>
    public static string Outlines()
    {
        var path = new StringBuilder();
        foreach (BorderRing ring in CountryBorders.Rings.Where(r => Math.Max(r.Extent.Width, r.Extent.Height) >= LeastExtent))
        {
            Append(path, ring);
        }

        return path.ToString();
    }

    private static void Append(StringBuilder svg, BorderRing ring)
    {
        (double x, double y) = (double.NaN, double.NaN);
        for (int i = 0; i < ring.Count; i++)
        {
            (double east, double north) = ring[i];
            if (!double.IsNaN(x) && Math.Abs(east - x) < Step && Math.Abs(north - y) < Step)
            {
                continue;
            }

            svg.Append(double.IsNaN(x) ? 'M' : 'L').Append(CultureInfo.InvariantCulture, $"{east:0.#} {-north:0.#}");
            (x, y) = (east, north);
        }

        svg.Append('Z');
    }
}

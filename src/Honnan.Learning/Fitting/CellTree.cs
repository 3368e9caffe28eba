using Honnan.Data.Answers;
using Honnan.Data.Geography;

namespace Honnan.Learning.Fitting;

/// <summary>
/// Parts a country into cells by an adaptive quadtree over the points of its training pictures: a rectangle of degrees is cut
/// into four as long as pictures are left in it for more than one cell, and a quarter with too few of them joins the nearest
/// one that has enough.
/// </summary>
internal static class CellTree
{
    /// <summary>Pictures that a cell needs, at least.</summary>
    public const int LeastPictures = 5;

    private const double SmallestDegrees = 0.05; // about a town; pictures of one street are one cell

    /// <summary>The cells, each with the indices of its points.</summary>
    /// <param name="points">Of one country.</param>
    /// <param name="least">Pictures that a cell needs, at least 1.</param>
    public static IReadOnlyList<int[]> Of(IReadOnlyList<GeoPoint> points, int least = LeastPictures)
    {
        var cells = new List<int[]>();
        if (points.Count > 0)
        {
            // A country across the 180th meridian is cut where it has no picture: at the far side of its middle.
            double middle = UnitVector.Mean(points.Select(p => (UnitVector.Of(p), 1.0)))?.ToPoint().Longitude ?? 0;
            (double North, double East)[] flat = [.. points.Select(p => (p.Latitude, Wrapped(p.Longitude - middle)))];
            Part([.. Enumerable.Range(0, points.Count)], flat, least, cells);
        }

        return cells;
    }

    /// <summary>The cell of a country at a set of points: their mean on the sphere.</summary>
    public static GeoCell Cell(int country, IEnumerable<GeoPoint> points)
    {
        GeoPoint[] own = [.. points];
        GeoPoint centre = UnitVector.Mean(own.Select(p => (UnitVector.Of(p), 1.0)))?.ToPoint() ?? own[0];
        return new GeoCell
        {
            Country = country,
            Latitude = Math.Round(centre.Latitude, 4),
            Longitude = Math.Round(centre.Longitude, 4),
            Pictures = own.Length,
            RadiusKm = Math.Round(own.Average(p => GreatCircle.Kilometres(p, centre)), 1),
        };
    }

    private static void Part(int[] members, (double North, double East)[] points, int least, List<int[]> cells)
    {
        (double south, double north) = (members.Min(i => points[i].North), members.Max(i => points[i].North));
        (double west, double east) = (members.Min(i => points[i].East), members.Max(i => points[i].East));
        if (members.Length < 2 * least || Math.Max(north - south, east - west) < SmallestDegrees)
        {
            cells.Add(members);
            return;
        }

        (double latitude, double longitude) = ((south + north) / 2, (west + east) / 2);
        int[][] quarters = [.. members.GroupBy(i => (points[i].North > latitude, points[i].East > longitude)).OrderBy(q => q.Key).Select(q => q.ToArray())];
        int[][] full = [.. quarters.Where(q => q.Length >= least)];
        if (full.Length < 2)
        {
            // All but one quarter are too empty: what lies apart is one cell with the rest, or the tree goes on inside the full one.
            int[] rest = [.. quarters.Where(q => q.Length < least).SelectMany(q => q)];
            if (full.Length == 1 && rest.Length >= least)
            {
                Part(full[0], points, least, cells);
                cells.Add(rest);
            }
            else
            {
                cells.Add(members);
            }

            return;
        }

        var joined = full.Select(q => new List<int>(q)).ToList();
        (double North, double East)[] centres = [.. full.Select(q => (q.Average(i => points[i].North), q.Average(i => points[i].East)))];
        foreach (int i in quarters.Where(q => q.Length < least).SelectMany(q => q))
        {
            joined[Nearest(points[i], centres)].Add(i);
        }

        foreach (List<int> part in joined)
        {
            Part([.. part.Order()], points, least, cells);
        }
    }

    private static int Nearest((double North, double East) point, (double North, double East)[] centres)
    {
        double narrow = Math.Cos(double.DegreesToRadians(point.North));
        return Enumerable.Range(0, centres.Length).MinBy(c =>
            Math.Pow(point.North - centres[c].North, 2) + Math.Pow(narrow * (point.East - centres[c].East), 2));
    }

    private static double Wrapped(double degrees) => degrees > 180 ? degrees - 360 : degrees < -180 ? degrees + 360 : degrees;
}

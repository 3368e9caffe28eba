using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// Which pictures belong together and so stay on one side of a split: those of one cell of the map or of one named place, and whatever else
/// is joined (union-find). A picture without coordinates is a place of its own.
/// </summary>
/// <remarks>
/// A group is named after that of its places whose name has the lowest hash, so that neither the pictures' order nor a new
/// picture of the same places changes the name, by which the group's side is drawn.
/// </remarks>
internal sealed class PictureGroups
{
    private readonly int[] _parents;
    private readonly string[] _names;
    private readonly Dictionary<int, string> _groups = [];

    public PictureGroups(IReadOnlyList<CataloguePicture> pictures, double cellDegrees)
    {
        _parents = [.. Enumerable.Range(0, pictures.Count)];
        _names = [.. pictures.Select(picture => Place(picture, cellDegrees))];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < _names.Length; i++)
        {
            if (!first.TryAdd(_names[i], i))
            {
                Join(first[_names[i]], i);
            }
        }

        foreach (IGrouping<(string, string), int> place in Enumerable.Range(0, pictures.Count)
            .Where(i => pictures[i].Place is not null).GroupBy(i => (pictures[i].Address.Source, pictures[i].Place!)))
        {
            foreach (int i in place.Skip(1))
            {
                Join(place.First(), i);
            }
        }
    }

    /// <summary>Makes the groups of two pictures one.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a != b)
        {
            _parents[Math.Max(a, b)] = Math.Min(a, b);
            _groups.Clear();
        }
    }

    /// <summary>The name of a picture's group.</summary>
    public string Of(int picture)
    {
        if (_groups.Count == 0)
        {
            foreach (IGrouping<int, int> group in Enumerable.Range(0, _names.Length).GroupBy(Root))
            {
                string[] places = [.. group.Select(i => _names[i]).Distinct(StringComparer.Ordinal)];
                _groups[group.Key] = places.Length == 1 ? places[0] : places.MinBy(place => SeededOrder.Key(0, "group", place))!;
            }
        }

        return _groups[Root(picture)];
    }

    private static string Place(CataloguePicture picture, double cellDegrees) => picture.Point is { } point
        ? $"cell {Cell(point.Latitude, cellDegrees)} {Cell(point.Longitude == 180 ? -180 : point.Longitude, cellDegrees)}"
        : $"{picture.Address.Source}/{picture.Address.File}";

    private static long Cell(double degrees, double cellDegrees) => (long)Math.Floor(degrees / cellDegrees);

    private int Root(int i)
    {
        while (_parents[i] != i)
        {
            i = _parents[i] = _parents[_parents[i]];
        }

        return i;
    }
}

using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation;

/// <summary>
/// Which pictures belong together and so stay on one side of a split: those of one cell of the map or of one named place, and whatever else
/// is joined (union-find). A picture without coordinates is a place of its own.
/// </summary>
/// <remarks>
/// A group is named after that of its places whose name has the lowest hash, so that neither the pictures' order nor a new
/// picture of the same places changes the name, by which the group's side is drawn. A group is known by the first of its
/// members that has that place; the name itself is made when it is asked for.
/// </remarks>
internal sealed class PictureGroups
{
    private const int Unknown = -1;

    private readonly PictureColumns _pictures;
    private readonly int[] _members;
    private readonly double _cellDegrees;
    private readonly int[] _parents;
    private readonly int[] _places; // of each member the first one that has the same place
    private int[]? _groups; // by root, once asked for

    /// <param name="pictures">The catalogue.</param>
    /// <param name="members">The places in it of those that are grouped, ascending; methods count by their places here.</param>
    /// <param name="cellDegrees">Side of the cells.</param>
    public PictureGroups(PictureColumns pictures, int[] members, double cellDegrees)
    {
        (_pictures, _members, _cellDegrees) = (pictures, members, cellDegrees);
        _parents = PictureIndices.All(members.Length);
        _places = PictureIndices.All(members.Length);
        JoinCells();
        JoinSameNames(PictureIndices.Where(members.Length, i => pictures.PointOf(members[i]) is null), i => pictures.NameOf(members[i]), (first, i) => _places[i] = first);
        JoinSameNames(PictureIndices.Where(members.Length, i => !pictures.Places.IsNull(members[i])), NamedPlace, (_, _) => { });
    }

    /// <summary>Makes the groups of two members one.</summary>
    public void Join(int a, int b)
    {
        (a, b) = (Root(a), Root(b));
        if (a != b)
        {
            _parents[Math.Max(a, b)] = Math.Min(a, b);
            _groups = null;
        }
    }

    /// <summary>A member's group: the place in the catalogue of the picture by whose place it is named.</summary>
    public int Of(int member)
    {
        _groups ??= NameAll();
        return _members[_groups[Root(member)]];
    }

    /// <summary>The name of a group.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="group">What <see cref="Of"/> gave.</param>
    /// <param name="cellDegrees">Side of the cells.</param>
    public static string NameOf(PictureColumns pictures, int group, double cellDegrees)
    {
        if (pictures.PointOf(group) is not { } point)
        {
            return pictures.NameOf(group);
        }

        (int north, int east) = CellOf(point, cellDegrees);
        return $"cell {north} {east}";
    }

    // Of 0.0001 degrees at least: millions of cells from pole to pole.
    private static (int North, int East) CellOf(Geography.GeoPoint point, double cellDegrees) =>
        ((int)Math.Floor(point.Latitude / cellDegrees), (int)Math.Floor((point.Longitude == 180 ? -180 : point.Longitude) / cellDegrees));

    private void JoinCells()
    {
        int[] known = PictureIndices.Where(_members.Length, i => _pictures.PointOf(_members[i]) is not null);
        long[] cells = Array.ConvertAll(known, i =>
        {
            (int north, int east) = CellOf(_pictures.PointOf(_members[i])!.Value, _cellDegrees);
            return ((long)north << 32) | (uint)east;
        });
        foreach (ArraySegment<int> cell in SortedRuns.Of(cells))
        {
            foreach (int i in cell.AsSpan(1))
            {
                _places[known[i]] = known[cell[0]];
                Join(known[cell[0]], known[i]);
            }
        }
    }

    private void JoinSameNames(int[] members, Func<int, string> nameOf, Action<int, int> joined)
    {
        int[] first = EqualNames.First(members.Length, i => nameOf(members[i]));
        for (int i = 0; i < members.Length; i++)
        {
            if (first[i] != i)
            {
                joined(members[first[i]], members[i]);
                Join(members[first[i]], members[i]);
            }
        }
    }

    private string NamedPlace(int member) => $"{_pictures.SourceNames[_pictures.Sources[_members[member]]]}/{_pictures.Places[_members[member]]}";

    private int[] NameAll()
    {
        int[] groups = new int[_members.Length];
        Array.Fill(groups, Unknown);
        ulong[]? hashes = null; // of the groups that have more than one place, that of the lowest so far
        for (int i = 0; i < groups.Length; i++)
        {
            if (_places[i] != i)
            {
                continue;
            }

            int root = Root(i);
            if (groups[root] == Unknown)
            {
                groups[root] = i;
                continue;
            }

            hashes ??= new ulong[_members.Length];
            hashes[root] = hashes[root] == 0 ? HashOf(groups[root]) : hashes[root];
            if (HashOf(i) is var hash && hash < hashes[root])
            {
                (groups[root], hashes[root]) = (i, hash);
            }
        }

        return groups;
    }

    private ulong HashOf(int member) => SeededOrder.Key(0, "group", NameOf(_pictures, _members[member], _cellDegrees));

    private int Root(int i)
    {
        while (_parents[i] != i)
        {
            i = _parents[i] = _parents[_parents[i]];
        }

        return i;
    }
}

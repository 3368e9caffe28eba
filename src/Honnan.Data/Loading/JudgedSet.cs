using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Loading;

/// <summary>Pictures by which a model is judged, and where their bytes are. The caller disposes it.</summary>
public sealed class JudgedSet : IDisposable
{
    private readonly PictureStore _store;

    private JudgedSet(IReadOnlyList<JudgedPicture> pictures, IReadOnlyList<string> unlisted, PictureStore store) =>
        (Pictures, Unlisted, _store) = (pictures, unlisted, store);

    /// <summary>The pictures, in the order of the file or selection.</summary>
    public IReadOnlyList<JudgedPicture> Pictures { get; }

    /// <summary>Lines of a labels file that name no picture or no country: where and why.</summary>
    public IReadOnlyList<string> Unlisted { get; }

    /// <summary>The pictures' bytes.</summary>
    public IPictureBytes Bytes => _store;

    /// <summary>One side of a selection; see <see cref="Selection.SideOf"/>.</summary>
    /// <param name="selection">What curating wrote.</param>
    /// <param name="side">The side; null for every picture.</param>
    /// <param name="fold">The fold that is the test, or null for the selection's split.</param>
    /// <exception cref="InputException">There is no such fold, or no picture on that side.</exception>
    public static JudgedSet From(Selection selection, SplitSide? side, int? fold)
    {
        selection.ThrowIfNoFold(fold);
        JudgedPicture[] pictures = [.. (side is { } one ? selection.Of(one, fold) : selection.Pictures)
            .Select(p => new JudgedPicture(p.Address, p.Country, p.Point, p.Group) { Sha256 = p.Sha256 })];
        return pictures.Length > 0
            ? new JudgedSet(pictures, [], selection.OpenPictures())
            : throw new InputException($"the selection has no picture on the side '{side?.ToString().ToLowerInvariant()}'");
    }

    /// <summary>A labels file (<c>file</c>, <c>country</c> and perhaps <c>latitude</c>, <c>longitude</c>, <c>place</c>); groups are cells of the map and named places, as in curation.
    /// Where a line leaves the country out, its coordinates tell it, as in importing.</summary>
    /// <exception cref="InputException">It cannot be read, or lists nothing.</exception>
    public static JudgedSet FromLabels(string path) => FromSource("csv", path);

    /// <summary>A folder with a folder of pictures for each country.</summary>
    /// <exception cref="InputException">It cannot be read, or holds no picture of a known country.</exception>
    public static JudgedSet FromFolders(string path) => FromSource("folders", path);

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    private static JudgedSet FromSource(string kind, string path)
    {
        const string Source = "pictures";
        SourceSettings[] settings = [new SourceSettings { Name = Source, Kind = kind, Path = Path.GetFullPath(path) }];
        var listed = new List<CataloguePicture>();
        var unlisted = new List<string>();
        using (IPictureSource source = SourceKinds.Open(settings[0]))
        {
            foreach (SourceEntry entry in source.Entries(CancellationToken.None))
            {
                if (entry.Refused is { } reason)
                {
                    unlisted.Add($"{entry.File}: {reason}");
                    continue;
                }

                GeoPoint? at = GeoPoint.TryParse(entry.Latitude?.Trim(), entry.Longitude?.Trim(), out GeoPoint point) ? point : null;
                if (EntryCountry.Of(entry, at, out string without) is { } country)
                {
                    listed.Add(new CataloguePicture { Address = new PictureAddress(Source, entry.File), Country = country, Point = at, Place = entry.Place });
                }
                else
                {
                    unlisted.Add($"{entry.File}: {without}");
                }
            }
        }

        if (listed.Count == 0)
        {
            throw new InputException($"'{path}' lists no picture{(unlisted.Count > 0 ? $" ({unlisted[0]})" : "")}");
        }

        double cellDegrees = new CurationOptions().CellDegrees;
        var pictures = PictureColumns.Of(listed);
        var groups = new PictureGroups(pictures, [.. Enumerable.Range(0, pictures.Count)], cellDegrees);
        return new JudgedSet(
            [.. listed.Select((p, i) => new JudgedPicture(p.Address, p.Country!.Value, p.Point, PictureGroups.NameOf(pictures, groups.Of(i), cellDegrees)) { Place = p.Place })], unlisted, PictureStore.Open(settings));
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Curation.Copies;
using Honnan.Data.Geography;
using Honnan.Data.Sources;

namespace Honnan.Data.Reports;

/// <summary>
/// Writes <c>report.html</c>, one page that needs no other file: counts, charts, a map, sheets of pictures, copies, leaks, what
/// was refused and why, and whether a net could tell the sources apart; and <c>lowest-information.png</c>.
/// </summary>
public static class DatasetReport
{
    private const int Lowest = 20;
    private const int MostPairs = 12;

    /// <summary>Writes both files into a selection's folder that is being made.</summary>
    /// <param name="folder">Where the charts lie already.</param>
    /// <param name="catalogue">What was curated.</param>
    /// <param name="result">What came out.</param>
    /// <param name="summary">The same in figures.</param>
    /// <param name="cancellation">Stops it.</param>
    public static void Write(string folder, PictureCatalogue catalogue, CurationResult result, SelectionSummary summary, CancellationToken cancellation)
    {
        using PictureStore store = catalogue.OpenPictures();
        var thumbnails = new Thumbnails(store);
        var page = new StringBuilder();
        page.Append(ReportStyle.Head("Data set report"));
        page.Append(CultureInfo.InvariantCulture, $"<p>{summary.Total.Kept:#,0} of {summary.Total.Before:#,0} pictures were kept, of {result.CountriesKept} countries (the vocabulary has {result.Vocabulary.Count}); seed {summary.Seed}.</p>");
        page.Append(ReportTables.Steps(summary.Total));
        Charts(page, folder);
        Map(page, result);
        LowestInformation(page, folder, result, thumbnails);
        cancellation.ThrowIfCancellationRequested();
        Copies(page, catalogue, result, summary.Options, thumbnails);
        page.Append(ReportTables.Leaks(summary));
        SourceSection.Append(page, catalogue.Data, result, store, summary.Seed, cancellation);
        page.Append(ReportTables.Refused(catalogue));
        page.Append(ReportTables.Countries(summary));
        page.Append("</main></body></html>\n");
        File.WriteAllText(Path.Combine(folder, "report.html"), page.ToString());
    }

    private static void Charts(StringBuilder page, string folder)
    {
        page.Append("<h2>Countries before and after</h2><div class=\"pair\">");
        foreach ((string name, string told) in new[] { ("countries-before", "Usable pictures by country, before"), ("countries-after", "Pictures by country, after") })
        {
            byte[] svg = File.ReadAllBytes(Path.Combine(folder, name + ".svg"));
            page.Append(CultureInfo.InvariantCulture, $"<img alt=\"{told}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(svg)}\">");
        }

        page.Append("</div>");
    }

    private static void Map(StringBuilder page, CurationResult result)
    {
        (List<(string Source, List<GeoPoint> Points)> sources, int known) = Spots(result.Selected);
        page.Append(CultureInfo.InvariantCulture, $"<h2>Where they were taken</h2><p>{known:#,0} of {result.Kept.Count:#,0} pictures have coordinates: ");
        page.AppendJoin(", ", sources.Select((s, i) => $"<span style=\"color:{ReportStyle.Colours[i % ReportStyle.Colours.Count]}\">■</span> {WebUtility.HtmlEncode(s.Source)}"));
        page.Append(".</p>").Append(WorldMap.Svg(sources.Select((s, i) =>
            (ReportStyle.Colours[i % ReportStyle.Colours.Count], (IReadOnlyCollection<GeoPoint>)s.Points))));
    }

    /// <summary>Each source's points, of those that are one on the map the first; and how many pictures have any.</summary>
    private static (List<(string Source, List<GeoPoint> Points)> Sources, int Known) Spots(SelectedPictures kept)
    {
        var sources = new List<(string, List<GeoPoint>)>();
        var listOf = new Dictionary<int, List<GeoPoint>>();
        var seen = new HashSet<(int, double, double)>();
        int known = 0;
        foreach (int place in kept.Places)
        {
            if (kept.Catalogue.PointOf(place) is not { } point)
            {
                continue;
            }

            known++;
            int source = kept.Catalogue.Sources[place];
            if (!listOf.TryGetValue(source, out List<GeoPoint>? points))
            {
                listOf[source] = points = [];
                sources.Add((kept.Catalogue.SourceNames[source], points));
            }

            if (seen.Add((source, WorldMap.Dot(point).Latitude, WorldMap.Dot(point).Longitude)))
            {
                points.Add(point);
            }
        }

        return (sources, known);
    }

    private static void LowestInformation(StringBuilder page, string folder, CurationResult result, Thumbnails thumbnails)
    {
        SelectedPicture[] lowest = LowestOf(result.Selected);
        (Imaging.Picture? Picture, string Caption)[] tiles = [.. lowest.Select(p => (
            thumbnails.Of(p.Address, ContactSheet.Tile),
            string.Create(CultureInfo.InvariantCulture, $"{p.Information:0.00} {p.Country} {p.Address.Source}/{p.Address.File}")))];
        File.WriteAllBytes(Path.Combine(folder, "lowest-information.png"), ContactSheet.Png(tiles));
        page.Append(CultureInfo.InvariantCulture, $"<h2>The {lowest.Length} that show least</h2><p>Kept pictures of the lowest information score (0 to 1).</p><div class=\"sheet\">");
        foreach ((Imaging.Picture? picture, string caption) in tiles)
        {
            page.Append(Figure(picture, caption));
        }

        page.Append("</div>");
    }

    /// <summary>The pictures of the lowest scores, of equal ones the first by their files' names; no more than they are in memory.</summary>
    private static SelectedPicture[] LowestOf(SelectedPictures kept)
    {
        var order = Comparer<(float Score, string File, int Index)>.Create((a, b) => a.Score.CompareTo(b.Score) is not 0 and var score ? score
            : string.CompareOrdinal(a.File, b.File) is not 0 and var file ? file
            : a.Index.CompareTo(b.Index));
        var lowest = new SortedSet<(float Score, string File, int Index)>(order);
        for (int i = 0; i < kept.Count; i++)
        {
            float score = kept.InformationOf(i);
            if (lowest.Count == Lowest && score.CompareTo(lowest.Max.Score) > 0)
            {
                continue;
            }

            lowest.Add((score, kept.Catalogue.Files[kept.Places[i]]!, i));
            if (lowest.Count > Lowest)
            {
                lowest.Remove(lowest.Max);
            }
        }

        return [.. lowest.Select(one => kept[one.Index])];
    }

    private static void Copies(StringBuilder page, PictureCatalogue catalogue, CurationResult result, CurationOptions options, Thumbnails thumbnails)
    {
        CopyPair[] same = [.. result.Copies.Where(p => p.SamePicture)];
        CopyPair[] near = [.. result.Copies.Where(p => !p.SamePicture)];
        page.Append(CultureInfo.InvariantCulture, $"<h2>Copies</h2><p>{result.Total.ByteCopies:#,0} pictures repeat the bytes of another one");
        page.Append(options.Copies.Compare
            ? string.Create(CultureInfo.InvariantCulture, $"; {same.Length:#,0} pairs are one picture coded, scaled or trimmed anew; {near.Length:#,0} pairs show one view, a little turned, {Fate(options)}.")
            : ". Other copies were not looked for (<code>copies.compare</code>).");
        page.Append(result.Copies.Count > 0 ? " The pairs that agree least:</p>" : "</p>");
        foreach ((string title, CopyPair[] pairs) in new[] { ("Coded, scaled or trimmed anew", same), ("A little turned", near) })
        {
            if (pairs.Length == 0)
            {
                continue;
            }

            page.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3><div class=\"sheet\">");
            foreach (CopyPair pair in pairs.OrderBy(p => p.Correlation).Take(MostPairs))
            {
                foreach (int i in new[] { pair.First, pair.Second })
                {
                    page.Append(Figure(
                        thumbnails.Of(catalogue.Columns.AddressOf(i), ContactSheet.Tile),
                        string.Create(CultureInfo.InvariantCulture, $"{pair.Correlation:0.000} {catalogue.Columns.CountryOf(i)} {catalogue.Columns.NameOf(i)}")));
                }
            }

            page.Append("</div>");
        }
    }

    /// <summary>What becomes of turned views.</summary>
    private static string Fate(CurationOptions options) =>
        options.Copies.NearCopies == NearCopyHandling.Drop ? "of which at most one picture stays"
        : options.SplitBy == SplitRule.Place ? "and stay on one side"
        : "and may be on different sides, since the split is random";

    private static string Figure(Imaging.Picture? picture, string caption)
    {
        string image = picture is null ? "<div class=\"missing\">cannot be read</div>" : $"<img alt=\"\" src=\"{Thumbnails.DataUrl(picture)}\">";
        return $"<figure>{image}<figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>";
    }
}

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
        foreach (string name in new[] { "countries-before", "countries-after" })
        {
            byte[] svg = File.ReadAllBytes(Path.Combine(folder, name + ".svg"));
            page.Append(CultureInfo.InvariantCulture, $"<img alt=\"{name}\" src=\"data:image/svg+xml;base64,{Convert.ToBase64String(svg)}\">");
        }

        page.Append("</div>");
    }

    private static void Map(StringBuilder page, CurationResult result)
    {
        var sources = result.Kept.Where(p => p.Point is not null).GroupBy(p => p.Address.Source, StringComparer.Ordinal).ToList();
        page.Append(CultureInfo.InvariantCulture, $"<h2>Where they were taken</h2><p>{result.Kept.Count(p => p.Point is not null):#,0} of {result.Kept.Count:#,0} pictures have coordinates: ");
        page.AppendJoin(", ", sources.Select((s, i) => $"<span style=\"color:{ReportStyle.Colours[i % ReportStyle.Colours.Count]}\">■</span> {WebUtility.HtmlEncode(s.Key)}"));
        page.Append(".</p>").Append(WorldMap.Svg(sources.Select((s, i) =>
            (ReportStyle.Colours[i % ReportStyle.Colours.Count], (IReadOnlyCollection<GeoPoint>)[.. s.Select(p => p.Point!.Value)]))));
    }

    private static void LowestInformation(StringBuilder page, string folder, CurationResult result, Thumbnails thumbnails)
    {
        SelectedPicture[] lowest = [.. result.Kept.OrderBy(p => p.Information).ThenBy(p => p.Address.File, StringComparer.Ordinal).Take(Lowest)];
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

            page.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3><div class=\"sheet two\">");
            foreach (CopyPair pair in pairs.OrderBy(p => p.Correlation).Take(MostPairs))
            {
                foreach (int i in new[] { pair.First, pair.Second })
                {
                    CataloguePicture picture = catalogue.Pictures[i];
                    page.Append(Figure(
                        thumbnails.Of(picture.Address, ContactSheet.Tile),
                        string.Create(CultureInfo.InvariantCulture, $"{pair.Correlation:0.000} {picture.Country} {picture.Address.Source}/{picture.Address.File}")));
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

using System.Globalization;
using System.Net;
using System.Text;
using Honnan.Data.Curation;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Data.Reports;

/// <summary>The page's part about the sources: what their pictures have in common, and whether a net could cheat by it.</summary>
internal static class SourceSection
{
    // Better than chance by this much, a source can be told; below it, it is luck or next to nothing.
    private const double Margin = 0.1;
    private const int LeastPictures = 20;
    private const double EnoughCovered = 0.9;

    public static void Append(StringBuilder page, DataFile data, CurationResult result, PictureStore store, long seed, CancellationToken cancellation)
    {
        SelectedPictures kept = result.Selected;
        var names = kept.Places.Select(place => (int)kept.Catalogue.Sources[place]).Distinct().Select(source => kept.Catalogue.SourceNames[source]).ToHashSet(StringComparer.Ordinal);
        SourceViews[] sources = [.. data.Sources.Select(s => s.Name).Where(names.Contains).Select(name => SourceViews.Of(name, kept, store, seed, cancellation)).Where(s => s.AsStored.Count > 0)];
        page.Append("<h2>Sources</h2><p>Mean and deviation (three times as bright) of views of each source: as stored, and as the loader gives them, flipped by a coin and covered.</p><div class=\"sheet\">");
        foreach (SourceViews source in sources)
        {
            foreach ((string what, IReadOnlyList<byte[]> views) in new[] { ("as stored", source.AsStored), ("as loaded", source.AsLoaded) })
            {
                (Picture mean, Picture deviation) = source.Summary(views);
                foreach ((string of, Picture picture) in new[] { ("mean", mean), ("deviation", deviation) })
                {
                    page.Append(CultureInfo.InvariantCulture, $"<figure><img alt=\"\" src=\"{Thumbnails.DataUrl(picture)}\"><figcaption>{WebUtility.HtmlEncode(source.Source)}, {what}: {of} of {views.Count}</figcaption></figure>");
                }
            }
        }

        page.Append("</div>");
        Overlays(page, sources);
        Shapes(page, sources);
        foreach (SourceViews[] same in sources.GroupBy(s => s.Bucket).Select(g => g.Where(s => s.AsLoaded.Count >= LeastPictures).ToArray()).Where(g => g.Length > 1))
        {
            cancellation.ThrowIfCancellationRequested();
            Probe(page, same);
        }

        page.Append(CultureInfo.InvariantCulture, $"<p>Who guessed each source's most frequent country would be right {ByCountry(kept, place => kept.Catalogue.Sources[place]):0.0 %} of the time; who guessed the most frequent of all, {ByCountry(kept, _ => 0):0.0 %}. The difference is what a net could gain by the source alone.</p>");
    }

    private static void Overlays(StringBuilder page, SourceViews[] sources)
    {
        IReadOnlyList<FrameRectangle> preset = OverlayMask.GeoGuessr.Layout(symmetric: true);
        foreach (SourceViews source in sources.Where(s => s.Overlay.Count > 0))
        {
            double covered = OverlayFinder.Covered(source.Overlay, preset);
            string places = string.Join("; ", source.Overlay.Select(r => string.Create(CultureInfo.InvariantCulture, $"x {r.Left:0.000}–{r.Right:0.000}, y {r.Top:0.000}–{r.Bottom:0.000}")));
            bool enough = covered >= EnoughCovered;
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"{(enough ? "fine" : "warn")}\">Over the pictures of {WebUtility.HtmlEncode(source.Source)} something is drawn, in fractions of the frame at {places}. The mask covers {covered:0 %} of it.");
            if (!enough)
            {
                string masks = string.Join(", ", source.Overlay.Select(r => string.Create(CultureInfo.InvariantCulture, $"{{ \"left\": {r.Left:0.000}, \"top\": {r.Top:0.000}, \"right\": {r.Right:0.000}, \"bottom\": {r.Bottom:0.000} }}")));
                page.Append(CultureInfo.InvariantCulture, $" To cover all, put this into the experiment's <code>loading</code>: <code>\"masks\": [{WebUtility.HtmlEncode(masks)}]</code>.");
            }

            page.Append("</p>");
        }
    }

    private static void Shapes(StringBuilder page, SourceViews[] sources)
    {
        foreach (SourceViews[] other in sources.GroupBy(s => s.Bucket).Select(g => g.ToArray()).Where(g => g.Length < sources.Length))
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"warn\">The shape alone tells {WebUtility.HtmlEncode(string.Join(", ", other.Select(s => s.Source)))} (views of {other[0].Size}, aspect {AspectBuckets.Aspect(other[0].Bucket):0.00}) from the other sources.</p>");
        }
    }

    private static void Probe(StringBuilder page, SourceViews[] sources)
    {
        double before = Accuracy(sources, s => s.AsStored);
        double after = Accuracy(sources, s => s.AsLoaded);
        double chance = 1.0 / sources.Length;
        string names = WebUtility.HtmlEncode(string.Join(", ", sources.Select(s => s.Source)));
        bool tells = after > chance + Margin;
        page.Append(CultureInfo.InvariantCulture, $"<p class=\"{(tells ? "warn" : "fine")}\">A linear probe on thumbnails recognises the source among {names} in {before:0 %} of the views as stored and in {after:0 %} as loaded, where chance is {chance:0 %}: ");
        page.Append(tells ? "a net could still tell the sources apart, and would cheat where they hold different countries.</p>" : "what is loaded does not give the source away.</p>");
    }

    private static double Accuracy(SourceViews[] sources, Func<SourceViews, IReadOnlyList<byte[]>> views)
    {
        var rows = sources.SelectMany((s, c) => s.Numbers(views(s)).Select(numbers => (Class: c, Numbers: numbers))).ToList();
        return SourceProbe.BalancedAccuracy([.. rows.Select(r => r.Numbers)], [.. rows.Select(r => r.Class)]);
    }

    private static double ByCountry(SelectedPictures kept, Func<int, int> by)
    {
        var counts = new Dictionary<(int By, CountryCode Country), int>();
        foreach (int place in kept.Places)
        {
            (int, CountryCode) key = (by(place), kept.Catalogue.Countries[place]);
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }

        return (double)counts.GroupBy(count => count.Key.By).Sum(group => group.Max(count => count.Value)) / kept.Count;
    }
}

using System.Globalization;
using System.Net;
using System.Text;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>Writes an atlas as one page that needs no other file and no network.</summary>
public static class AtlasPage
{
    private const int Quality = 76;

    private static readonly Dictionary<string, string> Cameras = new(StringComparer.Ordinal)
    {
        [Regions.FrameRegions.Overlay] = "the game's overlay",
        [Regions.FrameRegions.Watermark] = "the watermark",
        [Regions.FrameRegions.Car] = "the camera's car",
    };

    /// <summary>The page.</summary>
    /// <param name="title">What the atlas is of.</param>
    /// <param name="caution">What is to be said of all of it; null for nothing.</param>
    /// <param name="countries">In their order.</param>
    public static string Html(string title, string? caution, IReadOnlyList<AtlasCountry> countries)
    {
        var page = new StringBuilder(AtlasStyle.Head(title));
        if (caution is not null)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"warn\">{Encode(caution)}</p>");
        }

        page.Append("<div class=\"find\"><input id=\"find\" type=\"search\" placeholder=\"Country or hint, such as Hungary, JP, horizon, red\" aria-label=\"Search\"><span id=\"found\" role=\"status\"></span></div><nav>");
        AtlasCountry[] shown = [.. countries.Where(c => c.Hints.Count + c.Tiles.Count > 0)];
        foreach (AtlasCountry country in shown)
        {
            page.Append(CultureInfo.InvariantCulture, $"<a href=\"#{country.Country}\" data-country=\"{country.Country}\">{Encode(Countries.Get(country.Country).English)}</a>");
        }

        page.Append("</nav>");
        foreach (AtlasCountry country in shown)
        {
            Append(page, country);
        }

        AtlasCountry[] left = [.. countries.Except(shown)];
        if (left.Length > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<footer><h2>Nothing to show</h2><p>No picture was recognised, or none by something that one could point at: {string.Join(", ", left.Select(c => $"{Encode(Countries.Get(c.Country).English)}&nbsp;<small>{c.Recognised}&nbsp;of&nbsp;{c.Pictures}</small>"))}.</p></footer>");
        }

        return page.Append(AtlasStyle.Foot).ToString();
    }

    private static void Append(StringBuilder page, AtlasCountry country)
    {
        Country names = Countries.Get(country.Country);
        page.Append(CultureInfo.InvariantCulture, $"<section id=\"{country.Country}\" data-names=\"{Encode($"{names.English} {names.Hungarian} {country.Country}").ToLowerInvariant()}\">");
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Encode(names.English)} <small>{country.Country} · recognised {country.Recognised} of {country.Pictures}</small></h2>");
        if (country.Hints.Count == 0)
        {
            page.Append("<p class=\"none\">No hints: too few places were recognised, or what they show is as common elsewhere.</p>");
        }

        page.Append("<div class=\"hints\">");
        foreach (Hint hint in country.Hints)
        {
            Append(page, hint);
        }

        page.Append("</div>");
        if (country.Tiles.Count > 0)
        {
            page.Append("<h3>What lights up</h3><div class=\"tiles\">");
            foreach (GalleryTile tile in country.Tiles)
            {
                page.Append(CultureInfo.InvariantCulture, $"<figure>{Image(tile.Overlay, $"{names.English}, with its heat map")}<figcaption title=\"{Encode(tile.Remark ?? "")}\"><b>{100 * tile.Probability:0} %</b> sure, interpretable {tile.Merit:0.00}<br><span>{Encode(tile.File)}</span></figcaption></figure>");
            }

            page.Append("</div>");
        }

        page.Append("</section>");
    }

    private static void Append(StringBuilder page, Hint hint)
    {
        string camera = hint.Camera is null ? "" : "about the camera, not the country";
        page.Append(CultureInfo.InvariantCulture, $"<article class=\"{(hint.Camera is null ? "hint" : "hint camera")}\" data-words=\"{Encode($"{hint.Words} {camera}").ToLowerInvariant()}\">");
        if (hint.Camera is { } region)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"flag\">About the camera, not the country: {Cameras[region]}</p>");
        }

        page.Append(CultureInfo.InvariantCulture, $"<h4>{Encode(char.ToUpperInvariant(hint.Words[0]) + hint.Words[1..])}</h4><div class=\"close\">");
        foreach ((Picture picture, string file) in hint.CloseUps)
        {
            page.Append(Image(picture, file));
        }

        page.Append("</div><dl>");
        Bar(page, "here", hint.Own);
        Bar(page, "elsewhere", hint.Others);
        page.Append(CultureInfo.InvariantCulture, $"</dl><p class=\"count\">speaks most for the country in {hint.Pictures} recognised picture{(hint.Pictures == 1 ? "" : "s")}</p></article>");
    }

    private static void Bar(StringBuilder page, string name, ShownShare share) =>
        page.Append(CultureInfo.InvariantCulture, $"<dt>{name}</dt><dd><i style=\"width:{100 * share.Share:0.#}%\"></i><span>{100 * share.Share:0} % <small>{share.Shown:#,0} of {share.Pictures:#,0}</small></span></dd>");

    private static string Image(Picture picture, string alt) => string.Create(
        CultureInfo.InvariantCulture,
        $"<img alt=\"{Encode(alt)}\" width=\"{picture.Width}\" height=\"{picture.Height}\" decoding=\"async\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(PictureEncoder.Jpeg(picture, Quality))}\">");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

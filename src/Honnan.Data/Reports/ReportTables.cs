using System.Globalization;
using System.Net;
using System.Text;
using Honnan.Data.Catalogue;
using Honnan.Data.Curation;
using Honnan.Data.Geography;

namespace Honnan.Data.Reports;

/// <summary>The page's tables.</summary>
internal static class ReportTables
{
    private const int MostFiles = 5;

    /// <summary>What each step took, over all countries.</summary>
    public static string Steps(CountryCounts total) => Table(
        ["step", "pictures"],
        [
            ["in the catalogue", Number(total.Before)],
            ["unusable: refused, or copies in different countries", Number(total.Unusable)],
            ["outside the vocabulary", Number(total.OutsideVocabulary)],
            ["copies of the same bytes", Number(total.ByteCopies)],
            ["coded, scaled or trimmed anew", Number(total.ReEncoded)],
            ["turned copies", Number(total.NearCopies)],
            ["low information", Number(total.LowInformation)],
            ["thinned at random", Number(total.Random)],
            ["kept", Number(total.Kept)],
            ["of these to train, to validate, to test", $"{Number(total.Train)} / {Number(total.Validation)} / {Number(total.Test)}"],
        ]);

    /// <summary>What each step took, by country.</summary>
    public static string Countries(SelectionSummary summary) => "<h2>By country</h2>" + Table(
        ["country", "before", "unusable", "outside", "duplicates", "low information", "random", "kept", "train", "validation", "test"],
        [.. summary.PerCountry.OrderByDescending(c => c.Kept).ThenByDescending(c => c.Before).ThenBy(c => c.Country, StringComparer.Ordinal).Select(c => new[]
        {
            Name(c.Country), Number(c.Before), Number(c.Unusable), Number(c.OutsideVocabulary), Number(c.Duplicates),
            Number(c.LowInformation), Number(c.Random), Number(c.Kept), Number(c.Train), Number(c.Validation), Number(c.Test),
        })]);

    /// <summary>What two sides share.</summary>
    public static string Leaks(SelectionSummary summary)
    {
        bool clean = summary.Leaks.All(l => l.ByteCopies + l.NearCopies + l.Groups == 0);
        var text = new StringBuilder("<h2>Leaks between the sides</h2>");
        text.Append(clean
            ? summary.Options.Copies.Compare
                ? "<p class=\"fine\">No place, copy or turned view is on two sides.</p>"
                : "<p class=\"fine\">No place or copy of the same bytes is on two sides; other copies were not looked for.</p>"
            : "<p class=\"warn\">The sides share pictures: figures on the test would be too good.</p>");
        text.Append(Table(
            ["sides", "same bytes", "same view", "groups on both", "nearest pictures"],
            [.. summary.Leaks.Select(l => new[]
            {
                $"{l.Side} and {l.Other}", Number(l.ByteCopies), Number(l.NearCopies), Number(l.Groups),
                l.NearestKm is { } km ? string.Create(CultureInfo.InvariantCulture, $"{km:0.00} km ({string.Join(", ", l.NearestPair)})") : "no coordinates",
            })]));
        foreach ((string side, IReadOnlyList<string> missing) in new[] { ("training", summary.MissingOnSide.Train), ("validation", summary.MissingOnSide.Validation), ("test", summary.MissingOnSide.Test) })
        {
            text.Append(CultureInfo.InvariantCulture, $"<p>Countries without a picture in the {side}: {(missing.Count == 0 ? "none" : string.Join(' ', missing))}.</p>");
        }

        return text.ToString();
    }

    /// <summary>What the import refused, by source and reason.</summary>
    public static string Refused(PictureCatalogue catalogue)
    {
        PictureColumns pictures = catalogue.Columns;
        var reasons = new Dictionary<(int Source, string Reason), (int Order, int Pictures, List<string> Files)>();
        for (int i = 0; i < pictures.Count; i++)
        {
            if (pictures.Refused[i] is not { } reason)
            {
                continue;
            }

            (int order, int count, List<string> files) = reasons.GetValueOrDefault((pictures.Sources[i], reason), (reasons.Count, 0, []));
            if (count < MostFiles)
            {
                files.Add(pictures.Files[i]!);
            }

            reasons[(pictures.Sources[i], reason)] = (order, count + 1, files);
        }

        return "<h2>Refused, and why</h2>" + (reasons.Count == 0 ? "<p>None.</p>" : Table(
            ["source", "reason", "pictures", "for example"],
            [.. reasons.OrderByDescending(r => r.Value.Pictures)
                .ThenBy(r => pictures.SourceNames[r.Key.Source], StringComparer.Ordinal)
                .ThenBy(r => r.Value.Order)
                .Select(r => new[] { pictures.SourceNames[r.Key.Source], r.Key.Reason, Number(r.Value.Pictures), string.Join(", ", r.Value.Files) })]));
    }

    /// <summary>A table; cells are texts, not markup.</summary>
    public static string Table(string[] head, string[][] rows)
    {
        var table = new StringBuilder("<table><thead><tr>");
        foreach ((int column, string cell) in head.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"<th{Alignment(rows, column)}>{WebUtility.HtmlEncode(cell)}</th>");
        }

        table.Append("</tr></thead><tbody>");
        foreach (string[] row in rows)
        {
            table.Append("<tr>");
            foreach ((int column, string cell) in row.Index())
            {
                table.Append(CultureInfo.InvariantCulture, $"<td{Alignment(rows, column)}>{WebUtility.HtmlEncode(cell)}</td>");
            }

            table.Append("</tr>");
        }

        return table.Append("</tbody></table>").ToString();
    }

    // Words to the left, numbers to the right.
    private static string Alignment(string[][] rows, int column) =>
        rows.Any(row => row[column].Any(char.IsAsciiLetter)) ? " class=\"text\"" : "";

    private static string Number(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Name(string country) =>
        CountryCode.TryParse(country, out CountryCode code) && Geography.Countries.Contains(code) ? $"{Geography.Countries.Get(code).English} {code}" : "unknown";
}

using System.Globalization;
using Honnan.Data.Catalogue;
using Honnan.Data.Charts;
using Honnan.Data.Configuration;
using Honnan.Data.Files;
using Honnan.Data.Geography;

namespace Honnan.Data.Curation;

/// <summary>
/// Writes a selection's folder: <c>selection.parquet</c> (what training reads), <c>kept.csv</c>, <c>dropped.csv</c>,
/// <c>selection.json</c> (vocabulary, options, counts), <c>sources.json</c>, and the charts <c>countries-before</c> and
/// <c>countries-after</c> as SVG and PNG.
/// </summary>
public static class SelectionWriter
{
    /// <summary>Writes the folder, whole or not at all.</summary>
    /// <param name="catalogue">What was curated.</param>
    /// <param name="result">What came out.</param>
    /// <param name="options">The options it was made with.</param>
    /// <param name="seed">The seed it was made with.</param>
    /// <param name="output">The folder.</param>
    /// <param name="force">Whether a result that is there may be replaced.</param>
    /// <param name="report">Adds what shows the pictures to the folder that is being made; null for nothing.</param>
    /// <returns>What <c>selection.json</c> says.</returns>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    public static SelectionSummary Write(PictureCatalogue catalogue, CurationResult result, CurationOptions options, long seed, string output, bool force, Action<string, SelectionSummary>? report = null)
    {
        using OutputFolder folder = OutputFolder.Create(output, force, "selection", "features");
        PictureIndices.EndStep(catalogue.Columns.Count);
        SelectionSummary summary = Summary(catalogue, result, options, seed);
        PictureIndices.EndStep(catalogue.Columns.Count);
        using (var table = new ParquetTableWriter<SelectionTable.Row>(folder.FilePath(Selection.TableName), SelectionTable.Fields))
        {
            foreach (SelectedPicture picture in result.Kept)
            {
                table.Add(SelectionTable.ToRow(picture));
            }

            table.Finish();
        }

        WriteKept(result, folder.FilePath("kept.csv"));
        WriteDropped(result, folder.FilePath("dropped.csv"));
        AtomicFile.WriteText(folder.FilePath(PictureCatalogue.SourcesName), StrictJson.Write(catalogue.Data));
        AtomicFile.WriteText(folder.FilePath(Selection.SummaryName), StrictJson.Write(summary));
        var inside = result.Vocabulary.Select(code => code.ToString()).ToHashSet(StringComparer.Ordinal);
        Chart(folder.FilePath("countries-before"), "Usable pictures by country, before", result, c => c.Before - c.Unusable, c => inside.Contains(c.Country));
        Chart(folder.FilePath("countries-after"), "Pictures by country, after", result, c => c.Kept, c => inside.Contains(c.Country));
        report?.Invoke(folder.Path, summary);
        folder.Commit();
        return summary;
    }

    private static SelectionSummary Summary(PictureCatalogue catalogue, CurationResult result, CurationOptions options, long seed) => new()
    {
        Vocabulary = [.. result.Vocabulary.Select(code => code.ToString())],
        Seed = seed,
        Options = options with { Vocabulary = options.Vocabulary ?? catalogue.Data.Vocabulary },
        Total = result.Total,
        PerCountry = result.PerCountry,
        Leaks = LeakCheck.Of(result.Selected, result.KeptCopies()),
        MissingOnSide = new SideGaps(MissingOn(result, c => c.Train), MissingOn(result, c => c.Validation), MissingOn(result, c => c.Test)),
    };

    private static IReadOnlyList<string> MissingOn(CurationResult result, Func<CountryCounts, int> pictures) =>
        [.. result.Vocabulary.Select(code => code.ToString()).Except(result.PerCountry.Where(count => pictures(count) > 0).Select(count => count.Country)).Order(StringComparer.Ordinal)];

    private static void WriteKept(CurationResult result, string path)
    {
        using var table = new CsvTable(path, "source", "file", "country", "latitude", "longitude", "split", "fold", "group");
        foreach (SelectedPicture picture in result.Kept)
        {
            table.Add(
                picture.Address.Source,
                picture.Address.File,
                picture.Country.ToString(),
                Degrees(picture.Point?.Latitude),
                Degrees(picture.Point?.Longitude),
                SelectionTable.Word(picture.Split),
                picture.Fold.ToString(CultureInfo.InvariantCulture),
                picture.Group);
        }
    }

    private static void WriteDropped(CurationResult result, string path)
    {
        using var table = new CsvTable(path, "source", "file", "country", "reason", "of");
        foreach (DroppedPicture picture in result.Dropped)
        {
            table.Add(
                picture.Address.Source,
                picture.Address.File,
                picture.Country?.ToString(),
                picture.Reason.Word(),
                picture.Of is { } of ? $"{of.Source}/{of.File}" : null);
        }
    }

    private static string? Degrees(double? degrees) => degrees?.ToString("R", CultureInfo.InvariantCulture);

    private static void Chart(
        string path, string title, CurationResult result, Func<CountryCounts, int> value, Func<CountryCounts, bool> wanted)
    {
        ChartBar[] bars = [.. result.PerCountry
            .Where(count => value(count) > 0)
            .OrderByDescending(value).ThenBy(count => count.Country, StringComparer.Ordinal)
            .Select(count => new ChartBar(Name(count.Country), value(count), wanted(count) ? 0 : value(count)))];
        string axis = bars.Any(bar => bar.Highlighted > 0) ? "pictures (orange: not in the vocabulary)" : "pictures";
        BarChart.Save(path, $"{title}: {bars.Sum(bar => bar.Value):#,0} in {bars.Length} countries", axis, bars);
    }

    private static string Name(string country) =>
        CountryCode.TryParse(country, out CountryCode code) && Countries.Contains(code) ? $"{Countries.Get(code).English} {code}" : country;
}

using System.Net;
using System.Text;
using Honnan.Data.Files;
using Honnan.Data.Sources;

namespace Honnan.Learning.Reporting;

/// <summary>
/// Writes an evaluation as one HTML page that needs no other file and asks nothing of the network: figures, matrix, calibration,
/// map of errors, pictures. The page draws itself from the data that it holds.
/// </summary>
public static class EvaluationReport
{
    private const long ThumbnailBudget = 9_000_000; // characters, so that the page stays below 15 MB with fifty thousand pictures

    private static readonly string[] Scripts = ["charts.js", "pictures.js", "matrix.js", "errormap.js", "page.js"];

    /// <summary>Writes the page.</summary>
    /// <param name="path">The file.</param>
    /// <param name="input">What it tells.</param>
    /// <param name="bytes">Where the pictures are, for small copies of some of them; null for none.</param>
    /// <param name="stop">Ends the work.</param>
    public static void Write(string path, ReportInput input, IPictureBytes? bytes, CancellationToken stop)
    {
        PictureChoice choice = PictureChoice.Of(input.Predictions);
        IReadOnlyDictionary<int, string> thumbnails = bytes is null
            ? new Dictionary<int, string>()
            : PageThumbnails.Of(bytes, input.Predictions, choice.Shown, ThumbnailBudget, stop);
        string title = WebUtility.HtmlEncode(input.Title);
        var page = new StringBuilder();
        page.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n");
        page.Append("<title>").Append(title).Append("</title>\n<style>\n").Append(Resource("report.css")).Append("</style></head>\n<body><header><h1>").Append(title);
        page.Append("</h1></header>\n<main id=\"page\"><noscript><p class=\"warn\">This page draws itself with JavaScript; without it, the figures are in evaluation.json beside it.</p></noscript></main>\n");
        page.Append("<script type=\"application/json\" id=\"data\">").Append(ReportData.Of(input, choice, thumbnails)).Append("</script>\n<script>\n\"use strict\";\n");
        foreach (string script in Scripts)
        {
            page.Append(Resource(script)).Append('\n');
        }

        page.Append("</script></body></html>\n");
        AtomicFile.WriteText(path, page.ToString());
    }

    private static string Resource(string name)
    {
        using Stream stream = typeof(EvaluationReport).Assembly.GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}

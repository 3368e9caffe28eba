using System.Net;

namespace Honnan.Data.Reports;

/// <summary>The page's head and colours.</summary>
internal static class ReportStyle
{
    /// <summary>Okabe and Ito's palette, as in the charts.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>Everything up to the first words.</summary>
    public static string Head(string title) => $$"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>
        body { margin: 0; background: #f4f5f7; color: #2b2f36; font: 15px/1.5 "Open Sans", "Segoe UI", system-ui, sans-serif }
        main { max-width: 1180px; margin: 0 auto; padding: 24px 32px 64px; background: #fff }
        h1 { font-size: 26px } h2 { font-size: 20px; margin: 40px 0 8px; border-bottom: 1px solid #e3e6ea } h3 { font-size: 16px }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums } th, td { padding: 3px 12px 3px 0; text-align: right; border-bottom: 1px solid #eceef1 }
        th:first-child, td:first-child, .text { text-align: left } thead th { position: sticky; top: 0; background: #fff }
        .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; align-items: start } .pair img, svg { width: 100%; height: auto }
        .sheet { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px }
        figure { margin: 0 } figure img { width: 100%; display: block; max-height: 190px; object-fit: contain; background: #eceef1 }
        figcaption { font-size: 11.5px; color: #5b626d; overflow-wrap: anywhere } .missing { height: 110px; background: #e3e6ea; display: grid; place-items: center }
        .warn { background: #fdf0e4; border-left: 4px solid #d55e00; padding: 8px 12px } .fine { background: #e8f4ee; border-left: 4px solid #009e73; padding: 8px 12px }
        @media (max-width: 700px) { main { padding: 16px 14px 48px } .pair { grid-template-columns: 1fr } .sheet { grid-template-columns: 1fr 1fr } table { display: block; overflow-x: auto } td:not(.text, :first-child) { white-space: nowrap } }
        </style></head><body><main><h1>{{WebUtility.HtmlEncode(title)}}</h1>
        """;
}

using System.Text.Json.Serialization;
using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Web.Predicting;

namespace Honnan.Web.Endpoints;

/// <summary>What the API says of a picture: the line of <c>predict --json</c>, with the heat map as a data URL.</summary>
internal sealed record PictureDocument : PredictionLine
{
    private const string DataUrl = "data:image/png;base64,";

    public PictureDocument(PredictionLine line)
        : base(line)
    {
    }

    /// <summary>Of a panorama: its windows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WindowDocument>? Windows { get; init; }

    /// <summary>Which model answered; left out where it is the served one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AnsweringModelDocument? Model { get; init; }

    /// <summary>The document of an answer.</summary>
    public static PictureDocument Of(string file, PictureSaid said, int top, bool hungarian)
    {
        IReadOnlyList<CountryCode> countries = said.Countries;
        return new PictureDocument(Of(file, said.Answer, countries, top, hungarian))
        {
            Heatmap = Url(said.Map),
            Windows = said.Windows.Count == 0 ? null : [.. said.Windows.Select(w => new WindowDocument(
                Math.Round(w.Heading, 2), Math.Round(w.Width, 2), Best(w.Probabilities, countries, top, hungarian), Url(w.Map)))],
        };
    }

    /// <summary>A PNG as a data URL.</summary>
    public static string? Url(byte[]? png) => png is null ? null : DataUrl + Convert.ToBase64String(png);
}

using System.Globalization;
using System.Text.Json;
using Honnan.Data.Geography;
using Honnan.Inference.HeatMaps;
using Honnan.Web.Errors;

namespace Honnan.Web.Endpoints;

/// <summary>What a request asks for besides its picture.</summary>
/// <param name="Maps">Whether heat maps are wanted.</param>
/// <param name="Country">The country that they explain; null for the guess.</param>
/// <param name="Method">How they are made; null for the model's usual way.</param>
/// <param name="Top">How many countries are named.</param>
/// <param name="Hungarian">Whether names are Hungarian.</param>
internal sealed record PredictQuery(bool Maps, CountryCode? Country, CamMethod? Method, int Top, bool Hungarian)
{
    /// <summary>Countries that are named unless more are asked for.</summary>
    public const int DefaultTop = 5;

    /// <summary>Countries that are named, at most.</summary>
    public const int MostTop = 250;

    private static readonly string[] Names = ["heatmap", "country", "method", "top", "language"];
    private static readonly string[] Methods = [.. Enum.GetNames<CamMethod>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <summary>A method's name in requests.</summary>
    public static string NameOf(CamMethod method) => Methods[(int)method];

    /// <summary>Reads the query.</summary>
    /// <exception cref="RequestProblem">A name or a value is none of the valid ones.</exception>
    public static PredictQuery Read(IQueryCollection query)
    {
        RefuseAllBut(query, Names);
        CountryCode? country = Value(query, "country") is { } code ? Known(code) : null;
        CamMethod? method = Value(query, "method") is { } name ? (CamMethod)OneOf("method", name, Methods) : null;

        // Naming a country or a method asks for its map.
        bool maps = Value(query, "heatmap") is { } wanted ? OneOf("heatmap", wanted, "false", "true") == 1 : country is not null || method is not null;
        string top = Value(query, "top") ?? $"{DefaultTop}";
        return int.TryParse(top, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count is >= 1 and <= MostTop
            ? new PredictQuery(maps, country, method, count, IsHungarian(query))
            : throw new RequestProblem(StatusCodes.Status400BadRequest, $"top must be 1 to {MostTop}");
    }

    /// <summary>Refuses parameters that there are not.</summary>
    /// <exception cref="RequestProblem">There is one.</exception>
    public static void RefuseAllBut(IQueryCollection query, params string[] names)
    {
        if (query.Keys.FirstOrDefault(name => !names.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw new RequestProblem(StatusCodes.Status400BadRequest, $"there is no parameter '{unknown}'; there {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}");
        }
    }

    /// <summary>Whether names are wanted in Hungarian, where a request has no other parameter.</summary>
    /// <exception cref="RequestProblem">It has one, or another language is wanted.</exception>
    public static bool IsHungarianAlone(IQueryCollection query)
    {
        RefuseAllBut(query, "language");
        return IsHungarian(query);
    }

    /// <summary>Whether names are wanted in Hungarian.</summary>
    /// <exception cref="RequestProblem">Another language is wanted.</exception>
    public static bool IsHungarian(IQueryCollection query) => Value(query, "language") is { } language && OneOf("language", language, "en", "hu") == 1;

    /// <summary>A country by its code.</summary>
    /// <exception cref="RequestProblem">There is none.</exception>
    public static CountryCode Known(string code) => CountryCode.TryParse(code, out CountryCode country) && Countries.Contains(country)
        ? country
        : throw new RequestProblem(StatusCodes.Status400BadRequest, "country must be an ISO 3166-1 alpha-2 code such as HU");

    internal static string? Value(IQueryCollection query, string name) => query[name] is [{ Length: > 0 } value, ..] ? value : null;

    internal static int OneOf(string name, string value, params string[] words) => Array.IndexOf(words, value) is >= 0 and var place
        ? place
        : throw new RequestProblem(StatusCodes.Status400BadRequest, $"{name} must be one of {string.Join(", ", words)}");
}

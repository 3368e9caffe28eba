using System.Text.Json;

namespace Honnan.Cli.Demo;

/// <summary>The drawn world's shortcut: a stamp on the windows of Brazil, which its panoramas and views lack.</summary>
internal static class PlantedShortcut
{
    private const string Country = "BR";
    private const string Source = "windows";

    /// <summary>Whether an audit told of it: Brazil known by a place of the windows' frame, or known in windows and not elsewhere.</summary>
    /// <param name="evaluation">What <c>honnan evaluate --audit --json</c> printed.</param>
    public static bool IsTold(JsonElement evaluation)
    {
        JsonElement found = evaluation.GetProperty("shortcuts");
        return found.GetProperty("places").EnumerateArray().Any(p => Is(p, "country", Country) && Is(p, "source", Source) && p.GetProperty("suspicious").GetBoolean())
            || found.GetProperty("countries").EnumerateArray().Any(c => Is(c, "country", Country) && Is(c, "best", Source));
    }

    private static bool Is(JsonElement finding, string key, string value) => finding.GetProperty(key).GetString() == value;
}

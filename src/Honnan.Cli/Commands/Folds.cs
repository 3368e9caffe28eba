using System.Globalization;
using Honnan.Data;
using Honnan.Data.Curation;

namespace Honnan.Cli.Commands;

/// <summary>What <c>--fold</c> asks for.</summary>
internal static class Folds
{
    public const string All = "all";

    /// <summary>The folds and the folder of each one's run: one folder for one fold or none, RUN/fold-K for all.</summary>
    /// <exception cref="InputException">It is neither a number nor "all".</exception>
    public static IReadOnlyList<(int? Fold, string Run)> Of(string? asked, string selection, string run)
    {
        if (asked is null)
        {
            return [(null, run)];
        }

        if (asked == All)
        {
            int[] folds = [.. Selection.Open(selection).Pictures.Select(p => p.Fold).Distinct().Order()];
            return [.. folds.Select(fold => ((int?)fold, Path.Combine(run, $"fold-{fold}")))];
        }

        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out int one)
            ? [(one, run)]
            : throw new InputException($"--fold '{asked}' must be a number or '{All}'");
    }
}

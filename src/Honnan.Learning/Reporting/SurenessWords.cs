using System.Globalization;
using Honnan.Learning.Metrics;

namespace Honnan.Learning.Reporting;

/// <summary>Says whether a model is right more often where it is surer.</summary>
internal static class SurenessWords
{
    /// <summary>One sentence.</summary>
    /// <param name="top1">The accuracy of all guesses.</param>
    /// <param name="curve">The accuracy of the surest ones.</param>
    public static string Of(double top1, RiskCoverage curve)
    {
        (double quarter, double half) = (curve.AccuracyAt["25"], curve.AccuracyAt["50"]);
        (double first, double second, double all) = (Math.Round(100 * quarter), Math.Round(100 * half), Math.Round(100 * top1)); // as they are shown
        string words = first >= second && second >= all && first > all ? "Where the model is surest it is right more often"
            : first <= all && second <= all ? "Where the model is surest it is not right more often"
            : "How sure the model is tells little of how often it is right";
        return string.Create(CultureInfo.InvariantCulture, $"{words}: {100 * quarter:0} % of the surest quarter, {100 * half:0} % of the surest half, {100 * top1:0} % of all.");
    }
}

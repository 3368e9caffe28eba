using System.Globalization;

namespace Honnan.Web.Tests.Load;

/// <summary>What clients got that asked a service at the same time.</summary>
/// <param name="Seconds">For which they asked.</param>
/// <param name="Milliseconds">That the answers took, in order of size; those of refusals are not in it.</param>
/// <param name="Busy">Answers that said to come again.</param>
/// <param name="Mistakes">All other answers, and requests without one.</param>
internal sealed record LoadFigures(double Seconds, IReadOnlyList<double> Milliseconds, int Busy, IReadOnlyList<string> Mistakes)
{
    /// <summary>Answers a second.</summary>
    public double PerSecond => Milliseconds.Count / Seconds;

    /// <summary>Of several times of asking.</summary>
    public static LoadFigures Of(IReadOnlyCollection<LoadFigures> parts) =>
        new(parts.Sum(p => p.Seconds), [.. parts.SelectMany(p => p.Milliseconds).Order()], parts.Sum(p => p.Busy), [.. parts.SelectMany(p => p.Mistakes)]);

    /// <summary>The time within which a share of the answers came, in milliseconds.</summary>
    public double Within(double share) => Milliseconds[(int)Math.Ceiling(share * Milliseconds.Count) - 1];

    /// <summary>As a row of a table.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{PerSecond:0.0} answers/s, p50 {Within(0.5):0.0} ms, p95 {Within(0.95):0.0} ms, p99 {Within(0.99):0.0} ms, {Milliseconds.Count} answers, {Busy} told to come again");
}

using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Explaining.Audit;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Audit;

/// <summary>On drawn pictures, of which it is known what tells them.</summary>
[Trait("Category", "slow")]
public sealed class ShortcutAuditTests
{
    [Fact]
    public void Run_StampThatTellsACountry_IsFound()
    {
        ShortcutReport report = Audit(stamped: true);

        Assert.True(report.Suspicious, Told(report));
        PlaceFinding place = Assert.Single(report.Places, p => p.Suspicious);
        Assert.Equal(("BR", "windows"), (place.Country, place.Source));
        Assert.InRange(0.36, place.Place.Left, place.Place.Right); // the stamp's middle
        Assert.InRange(0.967, place.Place.Top, place.Place.Bottom);
        Assert.Contains(report.Verdict, sentence => sentence.StartsWith("Brazil in source 'windows' is known by one place of the frame", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_SameStreetsWithCuesOfTheirOwn_IsCalm()
    {
        ShortcutReport report = Audit(stamped: false);

        Assert.False(report.Suspicious, Told(report));
        Assert.StartsWith("Nothing was found in ", Assert.Single(report.Verdict), StringComparison.Ordinal);
    }

    private static ShortcutReport Audit(bool stamped)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        using var streets = new DrawnStreets(stamped);
        TestContext.Current.SendDiagnosticMessage($"trained after {clock.Elapsed.TotalSeconds:0.0} s");
        ShortcutReport report = new ShortcutAudit(streets.Model, streets.Set).Run((_, _) => { }, TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage($"audited after {clock.Elapsed.TotalSeconds:0.0} s; {Told(report)}");
        return report;
    }

    private static string Told(ShortcutReport report) =>
        string.Join('\n', [.. report.Verdict, .. report.Regions.Select(r => $"{r}"), .. report.Places.Select(p => $"{p}"), .. report.Sources.Select(s => $"{s}")]);
}

using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Explaining.Audit;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Audit;

/// <summary>On drawn pictures, of which it is known what tells them.</summary>
[Collection(StampedStreets.Name)]
[Trait("Category", "slow")]
public sealed class ShortcutAuditTests(StampedStreets stamped)
{
    [Fact]
    public void Run_StampThatTellsACountry_IsFound()
    {
        ShortcutReport report = Audit(stamped.Value);

        PlaceFinding place = Assert.Single(report.Places, p => p.Suspicious);
        Assert.Equal(("BR", "pictures"), (place.Country, place.Source));
        Assert.InRange(0.36, place.Place.Left, place.Place.Right); // the stamp's middle
        Assert.InRange(0.967, place.Place.Top, place.Place.Bottom);
        Assert.StartsWith("Brazil in source 'pictures' is known by one place of the frame", report.Verdict[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_StreetsWithCuesOfTheirOwn_IsCalm()
    {
        using var streets = new DrawnStreets(stamped: false);

        ShortcutReport report = Audit(streets);

        Assert.False(report.Suspicious, string.Join('\n', report.Verdict));
        Assert.StartsWith("Nothing was found in ", Assert.Single(report.Verdict), StringComparison.Ordinal);
    }

    private static ShortcutReport Audit(DrawnStreets streets)
    {
        ShortcutReport report = new ShortcutAudit(streets.Model, streets.Others).Run((_, _) => { }, TestContext.Current.CancellationToken);
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', [.. report.Verdict, .. report.Regions.Select(r => $"{r}"), .. report.Places.Select(p => $"{p}"), .. report.Sources.Select(s => $"{s}")]));
        return report;
    }
}

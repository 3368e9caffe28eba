using Honnan.Data.Geography;
using Honnan.Learning.Evaluation.Shortcuts;

namespace Honnan.Learning.Explaining.Audit;

/// <summary>Recognition by source.</summary>
internal static class SourceRecalls
{
    private const int FewestPictures = 8; // of a country in a source

    /// <summary>How well each source is recognised.</summary>
    public static IReadOnlyList<SourceShare> Of(IEnumerable<AuditedPicture> pictures) =>
        [.. pictures.GroupBy(p => p.Picture.Address.Source, StringComparer.Ordinal).Select(g => new SourceShare(g.Key, g.Count(), Recall(g)))];

    /// <summary>Countries whose best and worst source differ by more than these sources do for all other countries.</summary>
    public static IReadOnlyList<SourceFinding> Uneven(IReadOnlyList<AuditedPicture> pictures, IReadOnlyList<CountryCode> countries)
    {
        List<SourceFinding> findings = [];
        foreach (var country in pictures.GroupBy(p => p.Truth))
        {
            (string Source, int Pictures, double Recall)[] sources =
                [.. country.GroupBy(p => p.Picture.Address.Source, StringComparer.Ordinal).Where(g => g.Count() >= FewestPictures).Select(g => (g.Key, g.Count(), Recall(g)))];
            if (sources.Length < 2)
            {
                continue;
            }

            (string Source, int Pictures, double Recall) best = sources.MaxBy(s => s.Recall);
            (string Source, int Pictures, double Recall) worst = sources.MinBy(s => s.Recall);
            var finding = new SourceFinding(countries[country.Key].ToString(), best.Source, best.Recall, best.Pictures, worst.Source, worst.Recall, worst.Pictures);
            AuditedPicture[] others = [.. pictures.Where(p => p.Truth != country.Key)];
            if (finding.Suspicious(Of(others, best.Source) - Of(others, worst.Source)))
            {
                findings.Add(finding);
            }
        }

        return [.. findings.OrderByDescending(f => f.BestRecall - f.WorstRecall)];
    }

    private static double Of(AuditedPicture[] pictures, string source) =>
        pictures.Where(p => p.Picture.Address.Source == source).Select(p => p.Right ? 1.0 : 0).DefaultIfEmpty(0).Average();

    private static double Recall(IEnumerable<AuditedPicture> pictures) => pictures.Average(p => p.Right ? 1.0 : 0);
}

using Honnan.Learning.Charts;
using Honnan.Learning.Metrics;
using Honnan.Learning.Reporting;
using Xunit;

namespace Honnan.Learning.Tests.Reporting;

public sealed class ModelCardTests
{
    [Fact]
    public void Text_Judgement_HasTheHubsFrontMatterAndFigures()
    {
        ReportInput input = Reports.Input(Reports.Predictions(300), TestContext.Current.CancellationToken);

        string[] lines = ModelCard.Text(input).Split('\n');

        Assert.Equal("---", lines[0]);
        int end = Array.IndexOf(lines, "---", 1);
        Assert.Contains("pipeline_tag: image-classification", lines[..end]);
        Assert.Contains("- name: \"drawn\"", lines[..end]);
        Assert.Contains("      name: \"drawn \\u003Ctest\\u003E\"", lines[..end]);
        Assert.Contains(FormattableString.Invariant($"      value: {input.Document.Top1:0.####}"), lines[..end]);
        Assert.DoesNotContain(lines[..end], line => line.Contains('\t', StringComparison.Ordinal));
        Assert.Contains("# drawn", lines[end..]);
        Assert.Contains(lines, line => line.StartsWith("| top-1 | ", StringComparison.Ordinal) && line.Contains(" to ", StringComparison.Ordinal));
    }

    // 0 with 3 and 1 with 2 are taken for each other: they stand side by side.
    [Fact]
    public void Clusters_ConfusedCountries_StandTogether()
    {
        var confusion = new ConfusionMatrix(4);
        foreach ((int a, int b) in ((int, int)[])[(0, 3), (3, 0), (1, 2), (2, 1)])
        {
            confusion.Add(a, a, 5);
            confusion.Add(a, b, 5);
        }

        int[] order = ConfusionClusters.Order(confusion);

        Assert.Equal([0, 1, 2, 3], order.Order());
        Assert.Equal(1, Math.Abs(Array.IndexOf(order, 0) - Array.IndexOf(order, 3)));
        Assert.Equal(1, Math.Abs(Array.IndexOf(order, 1) - Array.IndexOf(order, 2)));
    }
}

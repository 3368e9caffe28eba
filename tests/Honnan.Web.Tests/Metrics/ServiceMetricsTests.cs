using Honnan.Web.Metrics;
using Xunit;

namespace Honnan.Web.Tests.Metrics;

public sealed class ServiceMetricsTests
{
    private const int Routes = 3000;

    [Fact]
    public async Task Text_WhileRequestsAreAnswered_IsWhole()
    {
        var metrics = new ServiceMetrics();
        Task counting = Task.Run(
            () =>
            {
                for (int i = 0; i < Routes; i++)
                {
                    metrics.Answered($"/{i}", 200, TimeSpan.FromMilliseconds(1));
                }
            },
            TestContext.Current.CancellationToken);
        while (!counting.IsCompleted)
        {
            Assert.Contains("honnan_pictures_total 0\n", metrics.Text(), StringComparison.Ordinal);
        }

        await counting;
        Assert.Equal(Routes, metrics.Text().Split('\n').Count(line => line.StartsWith("honnan_requests_total{", StringComparison.Ordinal)));
    }
}

using Honnan.Learning.Explaining.Audit;
using Xunit;

namespace Honnan.Learning.Tests.Explaining.Audit;

public sealed class SignTestTests
{
    // scipy.stats.binomtest(k, n, 0.5).pvalue
    [Theory]
    [InlineData(0, 0, 1.0)]
    [InlineData(5, 5, 1.0)]
    [InlineData(0, 5, 0.0625)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(1, 9, 0.021484375)]
    [InlineData(3, 4, 1.0)]
    [InlineData(0, 2000, 0.0)]
    public void PValue_Split_IsTheBinomials(int first, int second, double expected) => Assert.Equal(expected, SignTest.PValue(first, second), 1e-12);
}

using Honnan.Web.Predicting;
using Xunit;

namespace Honnan.Web.Tests.Predicting;

public sealed class SlowPaceTests
{
    [Theory]
    [InlineData(new double[0], 5)]
    [InlineData(new[] { 0.2 }, 1)]
    [InlineData(new[] { 12.1 }, 13)]
    [InlineData(new[] { 10.0, 20.0 }, 13)] // the last one weighs 0.3
    [InlineData(new[] { 300.0 }, 60)]
    public void RetryAfter_OfTimedPictures_IsTheirPaceInWholeSeconds(double[] seconds, int expected)
    {
        var pace = new SlowPace();
        foreach (double time in seconds)
        {
            pace.Took(TimeSpan.FromSeconds(time));
        }

        Assert.Equal(expected, pace.RetryAfter);
    }
}

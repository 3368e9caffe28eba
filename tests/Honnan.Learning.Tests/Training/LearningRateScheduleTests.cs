using System.Text.Json;
using Honnan.Learning.Experiments;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(ScheduleKind.Exponential, 1e-5)] // the geometric mean
    [InlineData(ScheduleKind.Linear, 5.05e-5)]
    [InlineData(ScheduleKind.Cosine, 5.05e-5)]
    [InlineData(ScheduleKind.Constant, 1e-4)]
    public void At_HalfWay_IsTheMean(ScheduleKind kind, double expected)
    {
        LearningRateSchedule schedule = Schedule(kind, 40);

        Assert.Equal(1e-4, schedule.At(0), 1e-18);
        Assert.Equal(expected, schedule.At(20), 1e-18);
    }

    [Theory]
    [InlineData(ScheduleKind.Exponential, "exponential")]
    [InlineData(ScheduleKind.Linear, "linear")]
    [InlineData(ScheduleKind.Cosine, "cosine")]
    [Trait("Category", "reference")]
    public void At_EveryStep_EqualsPyTorchsScheduler(ScheduleKind kind, string name)
    {
        double[] expected = ReferenceFolder.Json("schedules.json")[name].Deserialize<double[]>()!;
        LearningRateSchedule schedule = new(new LearningRateOptions { From = expected[0], To = expected[^1], Schedule = kind }, expected.Length - 1);

        for (int step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.At(step), 1e-12 * expected[step]);
        }
    }

    // PyTorch's scheduler was asked for one step more than are listed: its peak lies at 0.3 · 41 − 1, as 5.843e-6 at step 1 tells.
    [Fact]
    [Trait("Category", "reference")]
    public void At_OneCycle_EqualsPyTorchsScheduler()
    {
        double[] expected = ReferenceFolder.Json("schedules.json")["one_cycle"].Deserialize<double[]>()!;
        AssertEqual(expected, new LearningRateOptions { From = 1e-4 / 25, Peak = 1e-4, To = 1e-4 / 25 / 1e4, Schedule = ScheduleKind.OneCycle }, expected.Length + 1);
    }

    // PyTorch's were asked for 31 steps, so that the peak (at step 0.25 · 31 − 1) lies between two; the last is left out.
    [Fact]
    public void At_OneCycleWithItsPeakBetweenSteps_EqualsPyTorchsScheduler() => AssertEqual(
        TorchFigures.Rates("oneCycle"),
        new LearningRateOptions { From = 2e-4, Peak = 2e-3, To = 2e-6, Rise = 0.25, Schedule = ScheduleKind.OneCycle },
        31);

    [Fact]
    public void At_WarmedUp_EqualsPyTorchsSchedulersInARow() => AssertEqual(
        TorchFigures.Rates("warmUpThenCosine"),
        new LearningRateOptions { From = 1e-3, To = 1e-5, Schedule = ScheduleKind.Cosine, WarmUp = 0.1, WarmUpFrom = 0.01 },
        50);

    private static void AssertEqual(double[] expected, LearningRateOptions options, int steps)
    {
        var schedule = new LearningRateSchedule(options, steps);
        for (int step = 0; step < expected.Length; step++)
        {
            Assert.Equal(expected[step], schedule.At(step), 1e-12 * expected[step]);
        }
    }

    private static LearningRateSchedule Schedule(ScheduleKind kind, long steps) =>
        new(new LearningRateOptions { From = 1e-4, To = 1e-6, Schedule = kind }, steps);
}

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

    private static LearningRateSchedule Schedule(ScheduleKind kind, long steps) =>
        new(new LearningRateOptions { From = 1e-4, To = 1e-6, Schedule = kind }, steps);
}

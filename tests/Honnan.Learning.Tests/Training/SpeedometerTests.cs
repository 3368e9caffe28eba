using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class SpeedometerTests
{
    [Fact]
    public void Tick_SteadySteps_GiveTheirSpeedAndLeavePausesOut()
    {
        var clock = new HandClock();
        var speed = new Speedometer(clock, begun: 0);
        for (int step = 0; step < 5; step++)
        {
            clock.Now += 2;
            Assert.Equal(8, speed.Tick(16), 1e-9);
            clock.Now += 100;
            speed.Skip();
        }

        Assert.Equal(8, speed.Average, 1e-9);
    }

    [Fact]
    public void Average_SlowBeginning_IsForgottenAfterTwentySteps()
    {
        var clock = new HandClock();
        var speed = new Speedometer(clock, begun: 0);
        for (int step = 0; step < 21; step++)
        {
            clock.Now += step == 0 ? 100 : 2;
            speed.Tick(16);
        }

        Assert.Equal(8, speed.Average, 1e-9);
    }

    [Fact]
    public void Left_ResumedRun_CountsItsOwnStepsAndTheirPauses()
    {
        var clock = new HandClock { Now = 50 };
        var speed = new Speedometer(clock, begun: 100);
        for (int step = 0; step < 10; step++)
        {
            clock.Now += 2;
            speed.Tick(16);
            clock.Now += 1; // a validation now and then
            speed.Skip();
        }

        Assert.Equal(30, speed.Left(110, 120).TotalSeconds, 1e-6);
        Assert.Equal(TimeSpan.Zero, speed.Left(120, 120));
    }

    private sealed class HandClock : TimeProvider
    {
        public double Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Now * 1000);
    }
}

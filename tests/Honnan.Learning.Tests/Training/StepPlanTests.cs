using CsCheck;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class StepPlanTests
{
    private static readonly Gen<(double Epochs, int[] Batches)> Runs =
        Gen.Select(Gen.Int[1, 999], Gen.Int[1, 40].Array[10]).Select((hundredths, batches) => (hundredths / 100.0, batches));

    [Fact]
    public void Steps_AnyEpochs_AreTheFewestThatMakeThem() => Runs.Sample(run =>
    {
        // In whole numbers, so that the test rounds nothing: 2.35 epochs of 20 batches are 40 steps and ⌈0.35 · 20⌉ = 7.
        int hundredths = (int)Math.Round(run.Epochs * 100);
        int whole = hundredths / 100;
        long expected = run.Batches[..whole].Sum() + (((hundredths % 100 * run.Batches[whole]) + 99) / 100);

        Assert.Equal(expected, new StepPlan(run.Epochs, e => run.Batches[e]).Steps);
    });

    [Fact]
    public void Locate_EveryStep_WalksThroughTheEpochsInOrder() => Runs.Sample(run =>
    {
        var plan = new StepPlan(run.Epochs, e => run.Batches[e]);
        (int epoch, int batch) = (0, 0);
        for (long step = 0; step < plan.Steps; step++)
        {
            Assert.Equal((epoch, batch), plan.Locate(step));
            if (++batch == run.Batches[epoch])
            {
                (epoch, batch) = (epoch + 1, 0);
            }
        }
    });

    [Fact]
    public void EpochAfter_EveryStep_RisesToTheEpochsAskedFor() => Runs.Sample(run =>
    {
        var plan = new StepPlan(run.Epochs, e => run.Batches[e]);
        double last = 0;
        for (long steps = 1; steps <= plan.Steps; steps++)
        {
            double after = plan.EpochAfter(steps);
            Assert.True(after > last, $"{after} epochs after {steps} steps, {last} before");
            last = after;
        }

        // The last step may carry beyond by less than itself.
        double step = 1.0 / run.Batches[(int)Math.Ceiling(run.Epochs) - 1];
        Assert.InRange(last, run.Epochs - 1e-9, run.Epochs + step);
    });

    [Theory]
    [InlineData(2.1, 10, 21)] // 2.1 − 2 is a little more than 0.1 in binary
    [InlineData(2.5, 7, 18)]
    [InlineData(1.0, 7, 7)]
    [InlineData(1e-9, 7, 1)]
    public void Steps_Fraction_AreRoundedUp(double epochs, int batches, long steps) =>
        Assert.Equal(steps, new StepPlan(epochs, _ => batches).Steps);
}

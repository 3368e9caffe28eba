using Honnan.Learning.Experiments;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class RunEndTests
{
    // Validations after steps 10, 20 and 30; the second is the best.
    private static readonly LogRow[] Log = [.. Enumerable.Range(1, 30).Select(step => new LogRow(
        step, step, 1e-3, step, 0.5, step % 10 == 0 ? (step == 20 ? 1 : 2) : null, step % 10 == 0 ? 0.5 : null, 10))];

    [Theory]
    [InlineData(ResultChoice.Best, 1, 20, 1)]
    [InlineData(ResultChoice.Best, 2, 20, null)]
    [InlineData(ResultChoice.Last, 1, 30, 1)]
    [InlineData(ResultChoice.Last, null, 30, null)]
    public void Of_WatchedRun_NamesItsModelAndWhatEndedIt(ResultChoice result, int? patience, int model, int? without)
    {
        var end = RunEnd.Of(Log, new WatchOptions { Result = result, Patience = patience });

        Assert.Equal((30, model, without), (end.Last.Step, end.Model.Step, end.Without));
        Assert.Equal(20.5, end.TrainingLoss); // by hand: the mean of 11 to 30
    }

    [Fact]
    public void Of_RunWithoutValidations_GivesItsLastStep() =>
        Assert.Equal(3, RunEnd.Of([.. Log.Take(3)], new WatchOptions { Result = ResultChoice.Best, Patience = 1 }).Model.Step);
}

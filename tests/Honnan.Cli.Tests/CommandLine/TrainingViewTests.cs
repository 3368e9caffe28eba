using Honnan.Cli.CommandLine;
using Honnan.Cli.Commands;
using Honnan.Learning.Training;
using Spectre.Console;
using Xunit;

namespace Honnan.Cli.Tests.CommandLine;

/// <summary>What is told of a training, and in how many lines.</summary>
public sealed class TrainingViewTests
{
    [Fact]
    public void Watch_NobodyLooking_TellsALineAValidationAndAfterHalfAMinute()
    {
        using var told = new StringWriter();
        var clock = new HandClock();
        var view = new TrainingView(new CommandOutput(TextWriter.Null, told, watched: false), "fold 1: ", clock);

        view.Watch(report =>
        {
            report(new TrainingProgress("computing features", 5, 10, [], 0, null));
            LogRow[] log = [];
            foreach (int step in Enumerable.Range(1, 40))
            {
                log = [.. log, Row(step, validation: null)];
                clock.Seconds += step is 5 or 20 ? 31 : 0;
                if (step % 20 == 0)
                {
                    report(new TrainingProgress("validating", step, 40, log, 0, null));
                    log[^1] = Row(step, validation: 1.25);
                }

                report(new TrainingProgress("training", step, 40, log, 16, TimeSpan.FromSeconds(40 - step)));
            }

            report(new TrainingProgress("fitting the answers' rules", 40, 40, log, 0, null));
            return log;
        });

        string[] lines = told.ToString().TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("fold 1: step 5 of 40, epoch 0.50: training loss 3.000, top-1 50 %, 16.0 pictures/s, 0:35 left, ", lines[0], StringComparison.Ordinal);
        Assert.Matches(@"^fold 1: step 20 of 40, epoch 2\.00: training loss 10\.500, top-1 50 %, validation loss 1\.250, top-1 62\.5 %, 16\.0 pictures/s, 0:20 left, \d+ MiB$", lines[1].TrimEnd());
        Assert.StartsWith("fold 1: step 40 of 40, epoch 4.00: training loss 30.500, ", lines[2], StringComparison.Ordinal); // by hand: the mean of 21 to 40
        Assert.True(view.SawTraining);
    }

    [Theory]
    [InlineData("training", 100, "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━  17 %  step 1 of 6, epoch 0.10")]
    [InlineData("training", 60, "━━━━━━━━━━━━━━━  17 %  step 1 of 6, epoch 0.10")]
    [InlineData("fitting the answers' rules", 60, "━━━━━━━━━━━━━  17 %  step 1 of 6")]
    [InlineData("fold 4: training", 40, "━━━  17 %  step 1 of 6")]
    public void Bar_OfATerminal_StaysWithinItsWidth(string doing, int width, string expected)
    {
        string line = Markup.Remove(TrainingView.Bar(doing, new TrainingProgress("training", 1, 6, [Row(1, validation: null)], 0, null), width));

        Assert.True(line.Length < width, $"{line.Length} columns: {line}");
        Assert.EndsWith(expected, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_NarrowTerminal_BreaksBetweenPhrases() =>
        Assert.Equal("loss 1, top-1 2 %, validation 3\n45 pictures/s, 0:30 left", TrainingView.Packed(["loss 1, top-1 2 %", "validation 3", "45 pictures/s", "0:30 left"], 40));

    [Theory]
    [InlineData(30, null, "30 steps, training loss 0.280 (mean of the last 20 steps), validation loss 1.250, top-1 62.5 %")]
    [InlineData(30, 1, "30 steps: 1 validation without a better one; the model is of step 30: validation loss 1.250, top-1 62.5 %")]
    [InlineData(15, 3, "30 steps: 3 validations without a better one; the model is of step 15: validation loss 1.250, top-1 62.5 %")]
    [InlineData(15, null, "30 steps; the model is of step 15: validation loss 1.250, top-1 62.5 %")]
    public void Told_End_NamesTheModelAndWhatEndedTheRun(int model, int? without, string expected) =>
        Assert.Equal(expected, TrainCommand.Told(new RunEnd(Row(30, 2), Row(model, 1.25), 0.28, without)));

    private sealed class HandClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private static LogRow Row(int step, double? validation) => new(step, step / 10.0, 1e-3, step, 0.5, validation, validation is null ? null : 0.625, 16);
}

using CsCheck;
using Honnan.Data;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class TrainingLogTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSameToTheLastBit() => Gen.Select(Gen.Double[0, 20], Gen.Double[1e-12, 1], Gen.Double[0, 20].Nullable()).Array[1, 20].Sample(numbers =>
    {
        using var folder = new TemporaryFolder();
        LogRow[] rows = [.. numbers.Select((n, i) => new LogRow(i + 1, i * 0.25, n.Item2, n.Item1, 0.5, n.Item3, n.Item3 is null ? null : 0.25, 12.5))];
        using (TrainingLog log = TrainingLog.Begin(folder.At("log.csv"), []))
        {
            Array.ForEach(rows, log.Add);
            log.Flush();
        }

        Assert.Equal(rows, TrainingLog.Read(folder.At("log.csv"), rows.Length));
    }, iter: 30);

    [Fact]
    public void Replace_LastRow_IsWrittenOnce()
    {
        using var folder = new TemporaryFolder();
        using (TrainingLog log = TrainingLog.Begin(folder.At("log.csv"), []))
        {
            log.Add(Row(1));
            log.Replace(Row(1) with { ValidationLoss = 2.5, ValidationTop1 = 0.5 });
            log.Add(Row(2));
            log.Flush();
        }

        Assert.Equal(
            ["step,epoch,learningRate,trainingLoss,trainingTop1,validationLoss,validationTop1,picturesPerSecond", "1,0.25,0.001,1.5,0.5,2.5,0.5,10", "2,0.25,0.001,1.5,0.5,,,10"],
            File.ReadAllLines(folder.At("log.csv")));
    }

    [Fact]
    public void Read_LogCutAnywhereBehindTheCheckpoint_GivesItsRows()
    {
        using var folder = new TemporaryFolder();
        using (TrainingLog log = TrainingLog.Begin(folder.At("log.csv"), [Row(1), Row(2), Row(3), Row(4)]))
        {
            Assert.Equal(4, log.Rows.Count);
        }

        byte[] whole = File.ReadAllBytes(folder.At("log.csv"));
        int enough = whole.Length - Row(4).ToCsv().Length - 1;
        for (int length = enough; length <= whole.Length; length++)
        {
            File.WriteAllBytes(folder.At("log.csv"), whole[..length]); // as a killed process leaves it
            Assert.Equal([1, 2, 3], TrainingLog.Read(folder.At("log.csv"), 3).Select(r => r.Step));
        }
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("", "ends with step 0, before the checkpoint's 2")]
    [InlineData("step\n1,0,1,1,1,,,1\n", "ends with step 1")]
    [InlineData("step\n1,0,1,1,1,,,1\n3,0,1,1,1,,,1\n", "step 3 stands in the place of step 2")]
    [InlineData("step\n1,0,1,1\n2,0,1,1,1,,,1\n", "is damaged at '1,0,1,1'")]
    [InlineData("step\nx,0,1,1,1,,,1\n2,0,1,1,1,,,1\n", "is damaged at 'x,")]
    [InlineData("step\n99999999999999999999,0,1,1,1,,,1\n", "is damaged at '9999")]
    public void Read_DamagedLog_IsRefused(string? text, string said)
    {
        using var folder = new TemporaryFolder();
        if (text is not null)
        {
            File.WriteAllText(folder.At("log.csv"), text);
        }

        Assert.Contains(said, Assert.Throws<InputException>(() => TrainingLog.Read(folder.At("log.csv"), 2)).Message, StringComparison.Ordinal);
    }

    private static LogRow Row(long step) => new(step, 0.25, 1e-3, 1.5, 0.5, null, null, 10);
}

using System.Diagnostics;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;
using TorchSharp;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>Memory does not grow with the steps: neither the process nor the number of live tensors.</summary>
[Collection(Alone.Name)]
public sealed class MemoryTests
{
    private const double MiB = 1 << 20;

    [Fact]
    [Trait("Category", "slow")]
    public void Train_FrontFrozenValidatedOften_StaysFlat()
    {
        using var drawn = new DrawnSelection();
        Experiment experiment = SmallRuns.Experiment(epochs: 40, FreezeMode.Front);
        experiment = experiment with { Model = SmallRuns.Narrow, Training = experiment.Training with { ValidateEvery = 20, CheckpointEvery = 100 } };

        AssertFlat(experiment, drawn, from: 110); // after the first checkpoint, which takes memory once
    }

    [Fact]
    [Trait("Category", "slow")]
    public void Train_NarrowNet_StaysFlatOver5000Steps()
    {
        using var drawn = new DrawnSelection();
        Experiment experiment = SmallRuns.Experiment(epochs: 5000 * 2 / (0.7 * 60));
        experiment = experiment with
        {
            Model = SmallRuns.Narrow,
            Training = experiment.Training with { Batch = 2, ValidateEvery = 1000, CheckpointEvery = 1000 },
        };

        AssertFlat(experiment, drawn, from: 1010, steps: 5000);
    }

    [Fact]
    [Trait("Category", "long")]
    public void Train_StudysRun2_StaysFlatOver200Steps()
    {
        using var drawn = new DrawnSelection(perCountry: 120, height: 300);
        Experiment experiment = SmallRuns.Experiment(epochs: 200 * 16 / (0.7 * 360), FreezeMode.Front);
        experiment = experiment with
        {
            Model = new ModelOptions { Net = "resnet50", Head = [1000, 300] },
            Loading = new LoadingOptions { ShortSide = 256 },
            Training = experiment.Training with { Batch = 16, ValidateEvery = 0, CheckpointEvery = 100, Precision = Precision.Auto },
        };

        AssertFlat(experiment, drawn, from: 30);
    }

    /// <summary>Trains, and compares every step's live tensors, and the process's memory, with those of the step <paramref name="from"/>.</summary>
    private static void AssertFlat(Experiment experiment, DrawnSelection drawn, int from, int steps = 200)
    {
        var memory = new List<(long Tensors, double Mebibytes)>();
        using var process = Process.GetCurrentProcess();
        SmallRuns.Train(experiment, drawn.Path, drawn.At("run"), progress: p =>
        {
            if (p.Phase == "training")
            {
                process.Refresh();
                memory.Add((DisposeScopeManager.Statistics.ThreadTotalLiveCount, process.WorkingSet64 / MiB));
            }
        });

        TestContext.Current.SendDiagnosticMessage(string.Join("; ", memory.Select((m, i) => (m, i)).Where(x => x.i % (steps / 10) == 0 || x.i == memory.Count - 1).Select(x => $"step {x.i + 1}: {x.m.Tensors} tensors, {x.m.Mebibytes:0} MiB")));
        Assert.InRange(memory.Count, steps, 1.3 * steps);
        Assert.All(memory.Skip(from), m => Assert.Equal(memory[from].Tensors, m.Tensors));
        Assert.All(memory.Skip(from), m => Assert.InRange(m.Mebibytes, 0, 1.05 * memory.Take(from).Max(x => x.Mebibytes)));
    }
}

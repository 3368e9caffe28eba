using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>Experiments small enough for a test, and their execution.</summary>
internal static class SmallRuns
{
    /// <summary>An EfficientNet-Lite of a hundredth of ResNet-18's weights, for runs whose files are many.</summary>
    public static readonly ModelOptions Narrow = new() { Net = Register("narrow_efficientnet_lite") };

    /// <summary>ResNet-18 from random weights on pictures of 32 × 74: some seven steps an epoch of a drawn selection.</summary>
    public static Experiment Experiment(double epochs = 2, FreezeMode freeze = FreezeMode.None) => new()
    {
        Purpose = "A test.",
        Model = new ModelOptions { Net = "resnet18" },
        Loading = new Data.Loading.LoadingOptions { ShortSide = 32, Windows = 2, Workers = 1 },
        Training = new TrainingOptions
        {
            Epochs = epochs,
            Batch = 8,
            LearningRate = new LearningRateOptions { From = 1e-3, To = 1e-4 },
            Freeze = freeze,
            ValidateEvery = 4,
            CheckpointEvery = 1000,
            Precision = Precision.Float32,
            Layout = MemoryLayout.ChannelsLast,
            Device = "cpu",
        },
    };

    /// <summary>Trains into a folder.</summary>
    public static IReadOnlyList<LogRow> Train(
        Experiment experiment, string selection, string run, bool resume = false, bool force = false, int? fold = null, Action<TrainingProgress>? progress = null) =>
        TrainUntil(experiment, selection, run, resume, force, fold, progress, TestContext.Current.CancellationToken);

    /// <summary>Trains into a folder until told to stop.</summary>
    public static IReadOnlyList<LogRow> TrainUntil(
        Experiment experiment, string selection, string run, bool resume, bool force, int? fold, Action<TrainingProgress>? progress, CancellationToken stop)
    {
        TorchRuntime.Start(threads: 1); // as fast as more for pictures so small, and the same to the last bit
        return TrainingRun.Execute(experiment, selection, fold, RunFolder.Open(run, resume, force), resume, TimeProvider.System, progress, stop);
    }

    private static string Register(string name)
    {
        NetCatalogue.Register(name, head => new EfficientNetLite(0.25, 0.25, head));
        return name;
    }
}

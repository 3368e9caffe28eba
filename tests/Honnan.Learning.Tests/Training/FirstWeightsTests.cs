using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>What a run begins with that goes on from another's model.</summary>
[Collection(Alone.Name)]
public sealed class FirstWeightsTests : IClassFixture<FirstWeightsTests.Trained>
{
    private readonly Trained _trained;

    public FirstWeightsTests(Trained trained) => _trained = trained;

    /// <summary>A finished run.</summary>
    public sealed class Trained : IDisposable
    {
        internal DrawnSelection Drawn { get; } = new();

        internal string Run => Drawn.At("first");

        public Trained() => SmallRuns.Train(Experiment, Drawn.Path, Run);

        internal static Experiment Experiment => SmallRuns.Experiment(epochs: 0.5) with { Model = SmallRuns.Narrow };

        public void Dispose() => Drawn.Dispose();
    }

    [Fact]
    public void Load_RunsFolder_FillsBodyAndHead() => Assert.Empty(Changed(_trained.Run));

    [Fact]
    public void Load_RunsWeightsFile_FillsAllButTheHead() =>
        Assert.Equal(["classifier.weight", "classifier.bias"], Changed(TrainedModel.WeightsOf(_trained.Run)));

    [Fact]
    public void Identity_OfFolderAndFile_Differs()
    {
        using TrainingSetup folder = Setup(Trained.Experiment.Model with { Weights = _trained.Run });
        using TrainingSetup file = Setup(Trained.Experiment.Model with { Weights = TrainedModel.WeightsOf(_trained.Run) });

        Assert.NotEqual(folder.Identity, file.Identity);
    }

    [Fact]
    public void Execute_FromARunsFolder_CanBeResumed()
    {
        Experiment experiment = Trained.Experiment with { Model = Trained.Experiment.Model with { Weights = _trained.Run } };
        IReadOnlyList<LogRow> log = SmallRuns.Train(experiment, _trained.Drawn.Path, _trained.Drawn.At("second"));

        Assert.Equal(log[^1].Step, SmallRuns.Train(experiment, _trained.Drawn.Path, _trained.Drawn.At("second"), resume: true)[^1].Step);
    }

    [Fact]
    public void Load_RunWithAnotherHead_IsRefusedAndNamesTheFile()
    {
        string message = Refused(Trained.Experiment.Model with { Weights = _trained.Run, Head = [7], Activation = Honnan.Learning.Models.Layers.Activation.Relu });

        Assert.Equal(
            $"the model of run '{_trained.Run}' cannot be gone on with whole: its head is [], not [7]; its activation is none, not relu (for its body alone, with a new head, name '{TrainedModel.WeightsOf(_trained.Run)}')",
            message);
    }

    [Fact]
    public void Load_RunForStandardisedFeatures_IsRefused() => Assert.Contains(
        "with training.standardise the head begins anew",
        Assert.Throws<InputException>(() => Setup(
            Trained.Experiment.Model with { Weights = _trained.Run },
            Trained.Experiment.Training with { Freeze = FreezeMode.Body, Standardise = true })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Load_Checkpoint_IsRefusedAndNamesTheModel() => Assert.EndsWith(
        "it is a run's checkpoint, which train --resume goes on from: the run's model is in its folder's model.safetensors, once it has ended",
        Refused(Trained.Experiment.Model with { Weights = Path.Combine(_trained.Run, "checkpoint.safetensors") }),
        StringComparison.Ordinal);

    [Fact]
    public void Load_FolderWithoutAModel_SaysWhatToName() => Assert.Equal(
        $"the weights '{_trained.Drawn.Path}' are a folder without a model (model.json); name the folder of a run that has ended, or of one of its models, or a weights file",
        Refused(Trained.Experiment.Model with { Weights = _trained.Drawn.Path }));

    [Fact]
    public void Load_FolderWithoutItsWeights_IsRefused()
    {
        using var folder = new TemporaryFolder();
        File.Copy(TrainedModel.DescriptionOf(_trained.Run), folder.At("model.json"));

        Assert.Equal(
            $"the weights '{folder.Path}' are a model's folder without its weights (model.safetensors)", Refused(Trained.Experiment.Model with { Weights = folder.Path }));
    }

    private string Refused(ModelOptions model) => Assert.Throws<InputException>(() => Setup(model)).Message;

    private TrainingSetup Setup(ModelOptions model, TrainingOptions? training = null)
    {
        TorchRuntime.Start(threads: 1);
        return TrainingSetup.Of(Trained.Experiment with { Model = model, Training = training ?? Trained.Experiment.Training }, _trained.Drawn.Path, null);
    }

    /// <summary>The parameters that differ from the run's model when a training begins.</summary>
    private string[] Changed(string weights)
    {
        using TrainingSetup setup = Setup(Trained.Experiment.Model with { Weights = weights });
        using TrainedModel model = TrainedModel.Open(_trained.Run, Precision.Float32, "cpu", MemoryLayout.ChannelsLast);
        return [.. setup.Net.named_parameters().Zip(model.Net.named_parameters())
            .Where(pair => !pair.First.parameter.allclose(pair.Second.parameter, rtol: 0, atol: 0))
            .Select(pair => pair.First.name)];
    }
}

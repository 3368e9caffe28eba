using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Runtime;
using Xunit;

namespace Honnan.Learning.Tests.Experiments;

public sealed class ExperimentTests
{
    private const string Smallest = """
        { "purpose": "p", "model": { "net": "resnet50" }, "training": { "epochs": 2.5, "learningRate": { "from": 1e-4, "to": 1e-6 } } }
        """;

    [Fact]
    public void Read_SmallestFile_HasTheStudysDefaults()
    {
        using var file = new Written(Smallest);

        Experiment experiment = Experiment.Read(file.Path);

        Assert.Equal(2.5, experiment.Training.Epochs);
        Assert.Equal((16, 0.0, 0.0, FreezeMode.None, Sampling.Natural, Precision.Auto, 40, true), (
            experiment.Training.Batch, experiment.Training.WeightDecay, experiment.Training.LabelSmoothing, experiment.Training.Freeze,
            experiment.Training.Sampling, experiment.Training.Precision, experiment.Training.ValidateEvery, experiment.Training.HoldOut));
        Assert.Equal(ScheduleKind.Exponential, experiment.Training.LearningRate.Schedule);
        Assert.Equal((256, true), (experiment.Loading.ShortSide, experiment.Loading.Flip));
        Assert.Null(experiment.Model.Weights);
        Assert.Empty(experiment.Model.Head);
        Assert.Equal(Activation.None, experiment.Model.Activation);
    }

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        using var file = new Written("""
            { "$schema": "../schemas/experiment.json", "purpose": "p",
              "model": { "net": "tf_efficientnet_lite2", "weights": "w/x.pth", "head": [1000, 300], "activation": "relu", "dropout": 0.25 },
              "loading": { "shortSide": 512, "flip": false, "windows": 8, "resampling": "bicubic", "workers": 3, "memoryMiB": 100 },
              "training": { "epochs": 3, "batch": 8, "learningRate": { "from": 1, "to": 0.5, "schedule": "cosine" }, "weightDecay": 0.01, "labelSmoothing": 0.1,
                "freeze": "front", "sampling": "balanced", "seed": 7, "precision": "bfloat16", "validateEvery": 0, "holdOut": false, "checkpointEvery": 5 } }
            """);

        Experiment experiment = Experiment.Read(file.Path);

        Assert.Equal([1000, 300], experiment.Model.Head);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(file.Path)!, "w/x.pth"), experiment.Model.Weights);
        Assert.Equal((Activation.Relu, 0.25), (experiment.Model.Activation, experiment.Model.Dropout));
        Assert.Equal((512, 8), (experiment.Loading.ShortSide, experiment.Loading.Windows));
        Assert.Equal((ScheduleKind.Cosine, FreezeMode.Front, Sampling.Balanced, 7, Precision.Bfloat16, 5), (
            experiment.Training.LearningRate.Schedule, experiment.Training.Freeze, experiment.Training.Sampling, experiment.Training.Seed, experiment.Training.Precision, experiment.Training.CheckpointEvery));
        Assert.Equal(StrictJson.Write(experiment), StrictJson.Write(StrictJson.Parse<Experiment>(StrictJson.Write(experiment), "again")));
    }

    [Fact]
    public void Read_WrongShape_TellsEveryErrorInOneLine()
    {
        using var file = new Written("""
            { "purpos": "p", "model": { "net": 3, "heads": [] }, "loading": [], "training": { "epochs": "2", "learningRate": { "from": 1e-4 }, "freeze": "back", "batch": 1.5 } }
            """);

        string message = Assert.Throws<InputException>(() => Experiment.Read(file.Path)).Message;

        Assert.DoesNotContain('\n', message);
        string[] said =
        [
            file.Path,
            "unknown key 'purpos'; did you mean 'purpose'?",
            "'purpose' is missing",
            "model.net must be a string, not 3",
            "unknown key 'model.heads'; did you mean 'head'?",
            "loading must be an object",
            "training.epochs must be a number, not \"2\"",
            "'training.learningRate.to' is missing",
            "training.freeze must be one of none, front, body, not \"back\"",
            "training.batch must be a whole number, not 1.5",
        ];
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Read_ValuesOutOfRange_TellsEveryErrorInOneLine()
    {
        using var file = new Written("""
            { "purpose": "p", "model": { "net": "resnet5", "head": [0], "dropout": 1 }, "loading": { "shortSide": 8, "windows": 0 },
              "training": { "epochs": 0, "batch": 0, "learningRate": { "from": 0, "to": -1 }, "weightDecay": -1, "labelSmoothing": 1, "validateEvery": -1, "checkpointEvery": 0 } }
            """);

        string message = Assert.Throws<InputException>(() => Experiment.Read(file.Path)).Message;

        Assert.DoesNotContain('\n', message);
        string[] said =
        [
            "model.net 'resnet5' is unknown; did you mean 'resnet50'?", "model.head must", "model.dropout must", "loading.shortSide must", "loading.windows must",
            "training.epochs must be above 0, not 0", "training.batch must", "training.learningRate.from must", "training.learningRate.to must", "training.weightDecay must",
            "training.labelSmoothing must", "training.validateEvery must", "training.checkpointEvery must",
        ];
        Assert.All(said, part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("training.epochs=4", 4)]
    [InlineData("training.epochs=0.5", 0.5)]
    public void Read_Override_TakesItsPlace(string setting, double epochs)
    {
        using var file = new Written(Smallest);

        Assert.Equal(epochs, Experiment.Read(file.Path, [setting]).Training.Epochs);
    }

    [Fact]
    public void Read_Overrides_MayNameWhatTheFileHasNot()
    {
        using var file = new Written(Smallest);

        Experiment experiment = Experiment.Read(file.Path, ["loading.shortSide=392", "model.head=[1000, 300]", "training.freeze=front", "model.weights=x.pth", "training.learningRate.schedule=linear"]);

        Assert.Equal(392, experiment.Loading.ShortSide);
        Assert.Equal([1000, 300], experiment.Model.Head);
        Assert.Equal(FreezeMode.Front, experiment.Training.Freeze);
        Assert.EndsWith("/x.pth", experiment.Model.Weights, StringComparison.Ordinal);
        Assert.Equal(ScheduleKind.Linear, experiment.Training.LearningRate.Schedule);
    }

    [Theory]
    [InlineData("training.epoch=4", "unknown key 'training.epoch'; did you mean 'epochs'?")]
    [InlineData("epochs=4", "unknown key 'epochs'")]
    [InlineData("training.epochs", "'--set training.epochs' must be path.to.key=value")]
    [InlineData("training.epochs.x=1", "'epochs' holds a value, not an object")]
    [InlineData("training.epochs=many", "training.epochs must be a number, not \"many\"")]
    [InlineData("training.epochs=null", "training.epochs must not be null")]
    [InlineData("model.net=null", "model.net must not be null")]
    [InlineData("model=null", "model must not be null")]
    [InlineData("loading=null", "loading must not be null")]
    [InlineData("model.head=[null]", "model.head[0] must not be null")]
    public void Read_WrongOverride_IsRefused(string setting, string said)
    {
        using var file = new Written(Smallest);

        Assert.Contains(said, Assert.Throws<InputException>(() => Experiment.Read(file.Path, [setting])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("[]", "must hold one JSON object")]
    [InlineData("{", "is not JSON")]
    [InlineData("""{ "purpose": "a", "purpose": "b" }""", "is not JSON")]
    public void Read_NoDocument_IsRefusedInOneLine(string text, string said)
    {
        using var file = new Written(text);
        string message = Assert.Throws<InputException>(() => Experiment.Read(file.Path)).Message;

        Assert.Contains(said, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Read_MissingFile_IsNamed() =>
        Assert.Contains("'/nowhere/e.json'", Assert.Throws<InputException>(() => Experiment.Read("/nowhere/e.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_EveryShippedExperiment_IsRight()
    {
        string[] files = Directory.GetFiles(ProjectFolder.At("experiments"), "*.json");
        Assert.NotEmpty(files);
        Assert.All(files, path => Assert.NotEmpty(Experiment.Read(path).Purpose));
    }

    private sealed class Written : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Written(string text) => File.WriteAllText(Path = _folder.At("experiment.json"), text);

        public string Path { get; }

        public void Dispose() => _folder.Dispose();
    }
}

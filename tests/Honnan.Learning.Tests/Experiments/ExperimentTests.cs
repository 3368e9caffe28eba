using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
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
    public void Read_SmallestFile_MixesWeighsFreezesAndChangesNothing()
    {
        using var file = new Written(Smallest);

        Experiment experiment = Experiment.Read(file.Path);

        TrainingOptions t = experiment.Training;
        Assert.Equal((1, null, 0.0, 0.0, 1.0, false), (t.Accumulate, t.ClipNorm, t.MixUp, t.CutMix, t.FreezeUntil, t.Standardise));
        Assert.Equal((SmoothingKind.Even, ClassWeighting.None, 0), (t.Smoothing, t.ClassWeights, t.Frozen.Count));
        Assert.Equal((OptimizerKind.Adam, 1.0, 0), (t.Optimizer.Kind, t.Optimizer.LayerDecay, t.Optimizer.Groups.Count));
        Assert.Equal((0.0, null), (t.LearningRate.WarmUp, t.LearningRate.Peak));
        Assert.Null(experiment.Loading.Augment);
        Assert.Equal(PooledFeatures.Last, experiment.Model.Features);
    }

    [Fact]
    public void Read_KeysOfLearning_AreTakenAndWrittenOut()
    {
        using var file = new Written("""
            { "purpose": "p", "model": { "net": "resnet18", "features": "stages" },
              "loading": { "augment": { "brightness": 0.2, "blur": 1 } },
              "training": { "epochs": 3, "accumulate": 4, "clipNorm": 1, "labelSmoothing": 0.1, "smoothing": "distance", "smoothingKm": 300,
                "classWeights": "effectiveNumber", "effectiveBeta": 0.99, "mixUp": 0.2, "cutMix": 1, "freeze": "front", "freezeUntil": 0.5,
                "frozen": [ { "pattern": "conv1.*" }, { "pattern": "bn1.*", "until": 0.7 } ], "sampling": "effectiveNumber",
                "optimizer": { "kind": "adamW", "layerDecay": 0.8, "groups": [ { "pattern": "*.bias", "weightDecay": 0 } ] },
                "learningRate": { "from": 1e-5, "peak": 1e-3, "to": 1e-7, "schedule": "oneCycle", "rise": 0.2, "warmUp": 0.1, "warmUpFrom": 0.1 } } }
            """);

        Experiment experiment = Experiment.Read(file.Path);

        TrainingOptions t = experiment.Training;
        Assert.Equal((4, 1.0, SmoothingKind.Distance, 300.0), (t.Accumulate, t.ClipNorm, t.Smoothing, t.SmoothingKm));
        Assert.Equal((ClassWeighting.EffectiveNumber, 0.99, 0.2, 1.0, 0.5), (t.ClassWeights, t.EffectiveBeta, t.MixUp, t.CutMix, t.FreezeUntil));
        Assert.Equal([("conv1.*", 1.0), ("bn1.*", 0.7)], t.Frozen.Select(f => (f.Pattern, f.Until)));
        Assert.Equal((OptimizerKind.AdamW, 0.8, 0.0), (t.Optimizer.Kind, t.Optimizer.LayerDecay, t.Optimizer.Groups[0].WeightDecay));
        Assert.Equal((1e-3, 0.2, 0.1, 0.1), (t.LearningRate.Peak, t.LearningRate.Rise, t.LearningRate.WarmUp, t.LearningRate.WarmUpFrom));
        Assert.Equal((0.2, 1.0), (experiment.Loading.Augment!.Brightness, experiment.Loading.Augment.Blur));
        Assert.Equal(PooledFeatures.Stages, experiment.Model.Features);
        Assert.Equal(StrictJson.Write(experiment), StrictJson.Write(StrictJson.Parse<Experiment>(StrictJson.Write(experiment), "again")));
    }

    [Theory]
    [InlineData("\"accumulate\": 0", "training.accumulate must be")]
    [InlineData("\"clipNorm\": 0", "training.clipNorm must be")]
    [InlineData("\"smoothing\": \"distance\"", "training.smoothing by distance needs labelSmoothing")]
    [InlineData("\"smoothingKm\": 0", "training.smoothingKm must be")]
    [InlineData("\"effectiveBeta\": 1", "training.effectiveBeta must be")]
    [InlineData("\"mixUp\": -1", "training.mixUp must be")]
    [InlineData("\"cutMix\": 5", "training.cutMix must be")]
    [InlineData("\"cutMix\": 1, \"freeze\": \"body\"", "training.cutMix needs pictures")]
    [InlineData("\"freezeUntil\": 0.5", "training.freezeUntil needs freeze")]
    [InlineData("\"freezeUntil\": 0, \"freeze\": \"front\"", "training.freezeUntil must be")]
    [InlineData("\"standardise\": true", "training.standardise needs freeze body")]
    [InlineData("\"frozen\": [ { \"pattern\": \"x\", \"until\": 2 } ]", "training.frozen[0].until must be")]
    [InlineData("\"optimizer\": { \"momentum\": 0.9 }", "training.optimizer.momentum and nesterov are for kind sgd")]
    [InlineData("\"optimizer\": { \"kind\": \"sgd\", \"nesterov\": true }", "training.optimizer.nesterov needs momentum")]
    [InlineData("\"optimizer\": { \"beta1\": 1 }", "training.optimizer.beta1 must be")]
    [InlineData("\"optimizer\": { \"beta2\": -1 }", "training.optimizer.beta2 must be")]
    [InlineData("\"optimizer\": { \"epsilon\": 0 }", "training.optimizer.epsilon must be")]
    [InlineData("\"optimizer\": { \"layerDecay\": 0 }", "training.optimizer.layerDecay must be")]
    [InlineData("\"optimizer\": { \"groups\": [ { \"pattern\": \"*\", \"learningRateFactor\": 0 } ] }", "training.optimizer.groups[0].learningRateFactor must be")]
    [InlineData("\"optimizer\": { \"groups\": [ { \"pattern\": \"*\", \"weightDecay\": -1 } ] }", "training.optimizer.groups[0].weightDecay must be")]
    public void Read_KeyOfLearningThatCannotBe_IsTold(string keys, string expected)
    {
        using var file = new Written($$$"""
            { "purpose": "p", "model": { "net": "resnet18" }, "training": { "epochs": 1, "learningRate": { "from": 1, "to": 1 }, {{{keys}}} } }
            """);
        Assert.Contains(expected, Assert.Throws<InputException>(() => Experiment.Read(file.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"schedule\": \"oneCycle\"", "training.learningRate.peak must be given")]
    [InlineData("\"peak\": 1", "training.learningRate.peak is for schedule oneCycle")]
    [InlineData("\"rise\": 0.4", "training.learningRate.rise is for schedule oneCycle")]
    [InlineData("\"rise\": 1", "training.learningRate.rise must be")]
    [InlineData("\"warmUp\": 1", "training.learningRate.warmUp must be")]
    [InlineData("\"warmUpFrom\": 0", "training.learningRate.warmUpFrom must be")]
    public void Read_LearningRateThatCannotBe_IsTold(string keys, string expected)
    {
        using var file = new Written($$$"""
            { "purpose": "p", "model": { "net": "resnet18" }, "loading": { "augment": { "blur": 1 } }, "training": { "freeze": "body", "epochs": 1, "learningRate": { "from": 1, "to": 1, {{{keys}}} } } }
            """);
        string message = Assert.Throws<InputException>(() => Experiment.Read(file.Path)).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.Contains("loading.augment needs pictures", message, StringComparison.Ordinal);
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

    [Theory]
    [InlineData("training.freeze=NONE", "training.freeze must be one of none, front, body, not \"NONE\"; did you mean 'none'?")]
    [InlineData("training.freeze=1", "training.freeze must be one of none, front, body, not 1")]
    [InlineData("training.frozen.0.pattern=x", "training.frozen must be a list: [{\"pattern\": …}, …]")]
    [InlineData("model.head=300", "model.head must be a list: […]")]
    [InlineData("loading.masks={}", "loading.masks must be a list: [{\"left\": …, \"top\": …, \"right\": …, \"bottom\": …}, …]")]
    public void Read_ChoiceOrListInAnotherForm_SaysTheRightOne(string setting, string said)
    {
        using var file = new Written("""
            { "purpose": "p", "model": { "net": "resnet50" }, "training": { "epochs": 1, "learningRate": { "from": 1e-4, "to": 1e-4 } } }
            """);

        Assert.EndsWith($"': {said}", Assert.Throws<InputException>(() => Experiment.Read(file.Path, [setting])).Message, StringComparison.Ordinal);
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

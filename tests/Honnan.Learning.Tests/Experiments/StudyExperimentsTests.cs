using Honnan.Data;
using Honnan.Data.Loading;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Models.Layers;
using Honnan.Learning.Tests.Training;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Experiments;

/// <summary>The experiment files of the study's seven runs, held to its table.</summary>
public sealed class StudyExperimentsTests
{
    public static TheoryData<int, int[], bool, double, double, double, int, FreezeMode, double> Runs => new()
    {
        { 1, [1000], true, 1e-3, 1e-6, 3, 512, FreezeMode.Front, 0.5 },
        { 2, [1000, 300], true, 1e-4, 1e-6, 5, 512, FreezeMode.Front, 1 },
        { 3, [1024, 512], true, 1e-4, 1e-5, 4, 512, FreezeMode.Front, 1 },
        { 4, [1024, 512], true, 1e-4, 1e-5, 3, 512, FreezeMode.Front, 1 },
        { 5, [1024, 512, 256], true, 1e-4, 1e-5, 2.5, 512, FreezeMode.Front, 1 },
        { 6, [1000, 300], false, 1e-4, 1e-6, 3, 256, FreezeMode.None, 1 },
        { 7, [1000, 300], false, 1e-4, 1e-6, 2, 392, FreezeMode.None, 1 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Run_IsTheStudys(int run, int[] head, bool pretrained, double from, double to, double epochs, int size, FreezeMode freeze, double until)
    {
        Experiment experiment = Experiment.Read(ProjectFolder.At("experiments", $"run{run}.json"));

        TrainingOptions training = experiment.Training;
        Assert.Equal(("resnet50", Activation.None, 0.0), (experiment.Model.Net, experiment.Model.Activation, experiment.Model.Dropout));
        Assert.Equal(head, experiment.Model.Head);
        Assert.Equal(pretrained ? ProjectFolder.At("weights", "resnet50-11ad3fa6.pth") : null, experiment.Model.Weights);
        Assert.Equal((from, to, epochs, 16, 40), (training.LearningRate.From, training.LearningRate.To, training.Epochs, training.Batch, training.ValidateEvery));
        Assert.Equal((freeze, until), (training.Freeze, training.FreezeUntil));
        Assert.Equal((OptimizerKind.Adam, 0.0, 0.0), (training.Optimizer.Kind, training.WeightDecay, training.LabelSmoothing));
        Assert.Equal((size, true, (AugmentationOptions?)null), (experiment.Loading.ShortSide, experiment.Loading.Flip, experiment.Loading.Augment));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Twin_HasTheRunsHeadRateAndFreezing(int run, int[] head, bool pretrained, double from, double to, double epochs, int size, FreezeMode freeze, double until)
    {
        Experiment twin = Experiment.Read(ProjectFolder.At("experiments", "twins", $"run{run}.json"));

        Assert.Equal("tf_efficientnet_lite0", twin.Model.Net);
        Assert.Equal(head, twin.Model.Head);
        Assert.Equal(pretrained, twin.Model.Weights is not null);
        Assert.Equal((from, to, 2 * epochs), (twin.Training.LearningRate.From, twin.Training.LearningRate.To, twin.Training.Epochs));
        Assert.Equal((freeze, until), (twin.Training.Freeze, twin.Training.FreezeUntil));
        Assert.Equal(size / 4, twin.Loading.ShortSide);
    }

    [Fact]
    public void Run1_ThawsAtHalfItsSteps()
    {
        Experiment experiment = Experiment.Read(ProjectFolder.At("experiments", "run1.json"));
        using Net net = NetCatalogue.Build("resnet50", inputs => new Head(inputs, [.. experiment.Model.Head, 56]));
        LearningPlan plan = LearningPlan.Of(net, experiment.Training);

        plan.Apply(net, 49, 100, always: true);
        Assert.Equal(["layer4", "fc"], Learning(net));
        plan.Apply(net, 50, 100, always: true);
        Assert.Equal(["conv1", "bn1", "layer1", "layer2", "layer3", "layer4", "fc"], Learning(net));
    }

    [Fact]
    public void Execute_WeightsAreMissing_NamesFileOriginAndCommand()
    {
        using var selection = new DrawnSelection(perCountry: 5);
        string weights = selection.At("resnet50-11ad3fa6.pth");
        Experiment experiment = Experiment.Read(ProjectFolder.At("experiments", "run2.json"));

        var error = Assert.Throws<InputException>(
            () => SmallRuns.Train(experiment with { Model = experiment.Model with { Weights = weights } }, selection.Path, selection.At("run")));

        Assert.Equal(
            $"the weights '{weights}' are missing: they come from https://download.pytorch.org/models/resnet50-11ad3fa6.pth, and honnan download resnet50-11ad3fa6 -o {selection.At("")} fetches them".Replace("/ fetches", " fetches", StringComparison.Ordinal),
            error.Message);
        Assert.False(Directory.Exists(selection.At("run")));
    }

    private static IEnumerable<string> Learning(Net net) =>
        net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => p.name.Split('.')[0]).Distinct();
}

using Honnan.Data;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class LearningPlanTests : IDisposable
{
    private readonly Net _net = FormulaNets.Build("resnet18", 3);

    public void Dispose() => _net.Dispose();

    [Fact]
    public void Apply_FrontUntilHalf_ThawsAtHalfTheSteps()
    {
        LearningPlan plan = Plan(o => o with { Freeze = FreezeMode.Front, FreezeUntil = 0.5 });

        Assert.True(plan.Apply(_net, 0, 10, always: true));
        Assert.Equal(["fc", "layer4"], Learning());
        Assert.False(plan.Apply(_net, 4, 10, always: false));
        Assert.True(plan.Apply(_net, 5, 10, always: false));
        Assert.Equal(["bn1", "conv1", "fc", "layer1", "layer2", "layer3", "layer4"], Learning());
        Assert.Equal(0, _net.FrozenStages);
    }

    [Fact]
    public void Apply_Patterns_FreezeWhatTheyNameUntilTheirTime()
    {
        LearningPlan plan = Plan(o => o with
        {
            Frozen = [new() { Pattern = "conv1.*" }, new() { Pattern = "bn1.*" }, new() { Pattern = "layer1.*", Until = 0.25 }, new() { Pattern = "fc.bias" }],
        });

        plan.Apply(_net, 0, 8, always: true);
        Assert.Equal(["fc", "layer2", "layer3", "layer4"], Learning());
        Assert.Equal(2, _net.FrozenStages);
        Assert.False(Parameter("fc.bias").requires_grad);
        Assert.True(plan.Apply(_net, 2, 8, always: false));
        Assert.Equal(["fc", "layer1", "layer2", "layer3", "layer4"], Learning());
        Assert.Equal(1, _net.FrozenStages);
    }

    // With a decay of a half the head has α, layer4 a half, layer3 a quarter …, the stem a 32nd.
    [Fact]
    public void Groups_LayerDecayAndPatterns_HaveTheirFactors()
    {
        LearningPlan plan = Plan(o => o with
        {
            WeightDecay = 0.01,
            Optimizer = new OptimizerOptions
            {
                LayerDecay = 0.5,
                Groups = [new() { Pattern = "fc.bias", LearningRateFactor = 3, WeightDecay = 0 }, new() { Pattern = "*.bias", WeightDecay = 0 }],
            },
        });
        plan.ThawAll(_net);
        using var parameters = new FlatParameters(_net.named_parameters().Select(p => (p.name, p.parameter)));

        ParameterGroup Of(string name)
        {
            long place = parameters.Segments.Single(s => s.Name == name).Offset;
            return plan.Groups(parameters.Segments, 10).Single(g => place >= g.Offset && place < g.Offset + g.Count);
        }

        Assert.Equal((1.0, 0.01), (Of("fc.weight").RateFactor, Of("fc.weight").WeightDecay));
        Assert.Equal((3.0, 0.0), (Of("fc.bias").RateFactor, Of("fc.bias").WeightDecay));
        Assert.Equal((0.5, 0.01), (Of("layer4.1.conv2.weight").RateFactor, Of("layer4.1.conv2.weight").WeightDecay));
        Assert.Equal((0.25, 0.0), (Of("layer3.0.bn1.bias").RateFactor, Of("layer3.0.bn1.bias").WeightDecay));
        Assert.Equal(1 / 32.0, Of("conv1.weight").RateFactor);
        Assert.Equal(parameters.Values.numel(), plan.Groups(parameters.Segments, 10).Sum(g => g.Count));
    }

    [Fact]
    public void Of_PatternsThatMatchNothing_TellsAll()
    {
        string message = Assert.Throws<InputException>(() => Plan(o => o with
        {
            Frozen = [new() { Pattern = "layr1.*" }],
            Optimizer = new OptimizerOptions { Groups = [new() { Pattern = "*" }, new() { Pattern = "FC.*" }] },
        })).Message;

        Assert.Contains("training.frozen[0].pattern 'layr1.*' matches no parameter", message, StringComparison.Ordinal);
        Assert.Contains("training.optimizer.groups[1].pattern 'FC.*' matches no parameter", message, StringComparison.Ordinal);
        Assert.Contains("conv1, bn1, layer1", message, StringComparison.Ordinal);
        Assert.Contains("nothing would learn", Assert.Throws<InputException>(() => Plan(o => o with { Frozen = [new() { Pattern = "*" }] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Freeze_ANormalisationInsideAStage_KeepsItsStatisticsAndTheOthersMove()
    {
        using DisposeScope scope = NewDisposeScope();
        _net.Freeze(name => name.StartsWith("layer2.0.bn1.", StringComparison.Ordinal));
        _net.train();
        float[] kept = Statistics("layer2.0.bn1.running_mean");
        float[] moving = Statistics("layer2.0.bn2.running_mean");

        _net.forward(FormulaNets.Picture("frozen norm", [2, 3, 32, 64])).sum().backward();

        Assert.Equal(kept, Statistics("layer2.0.bn1.running_mean"));
        Assert.NotEqual(moving, Statistics("layer2.0.bn2.running_mean"));
        Assert.Null(Parameter("layer2.0.bn1.weight").grad);
        Assert.NotNull(Parameter("layer1.0.conv1.weight").grad);
    }

    private LearningPlan Plan(Func<TrainingOptions, TrainingOptions> change) => LearningPlan.Of(_net, change(SmallRuns.Experiment().Training));

    private string[] Learning() =>
        [.. _net.named_parameters().Where(p => p.parameter.requires_grad).Select(p => p.name.Split('.')[0]).Distinct().Order(StringComparer.Ordinal)];

    private TorchSharp.Modules.Parameter Parameter(string name) => _net.named_parameters().Single(p => p.name == name).parameter;

    private float[] Statistics(string name) => _net.named_buffers().Single(b => b.name == name).buffer.data<float>().ToArray();
}

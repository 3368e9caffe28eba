using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Learning.Experiments;
using Honnan.Learning.Runtime;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

[Collection(Alone.Name)]
public sealed class RunArithmeticTests
{
    // What auto is not likely to stand for here, as if the run had been begun on a machine of the other kind.
    private static readonly Precision Other = Processor.MultipliesBfloat16 ? Precision.Float32 : Precision.Bfloat16;

    [Fact]
    public void Execute_Auto_IsWrittenResolved()
    {
        using var drawn = new DrawnSelection(perCountry: 10);

        SmallRuns.Train(With(Precision.Auto), drawn.Path, drawn.At("run"));

        TrainingOptions written = StrictJson.Read<Experiment>(Path.Combine(drawn.At("run"), "experiment.json")).Training;
        Assert.True(new Arithmetic(written.Precision, written.Layout).IsChosen);
    }

    [Fact]
    public void Resume_RunBegunOnAnotherMachine_KeepsItsPrecision()
    {
        using var drawn = new DrawnSelection(perCountry: 10);
        string run = drawn.At("run");
        string whole = drawn.At("whole");
        SmallRuns.Train(With(Other), drawn.Path, whole);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => SmallRuns.TrainUntil(
            With(Other), drawn.Path, run, false, false, null, p => { if (p is { Phase: "training", Done: 1 }) { stop.Cancel(); } }, stop.Token));

        SmallRuns.Train(With(Precision.Auto), drawn.Path, run, resume: true);

        Assert.Equal(Other, Written(run));
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
    }

    [Fact]
    public void Resolve_WeightsThatAreMissing_AreToldBeforeAnythingIsTimed()
    {
        Experiment experiment = With(Precision.Auto);

        var error = Assert.Throws<InputException>(() => RunArithmetic.Resolve(experiment with { Model = experiment.Model with { Weights = "nowhere.pth" } }));

        Assert.StartsWith("the weights 'nowhere.pth' are missing", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Execute_AutoDevice_IsWrittenResolved()
    {
        using var drawn = new DrawnSelection(perCountry: 10);

        SmallRuns.Train(With(Precision.Float32), drawn.Path, drawn.At("run"));

        string expected = TorchSharp.torch.cuda.is_available() ? "cuda:0" : TorchSharp.torch.mps_is_available() ? "mps:0" : "cpu";
        Assert.Equal(expected, StrictJson.Read<Experiment>(Path.Combine(drawn.At("run"), "experiment.json")).Training.Device);
    }

    [Fact]
    public void Resume_AnotherPrecisionAskedFor_IsRefused()
    {
        using var drawn = new DrawnSelection(perCountry: 10);
        string run = drawn.At("run");
        SmallRuns.Train(With(Precision.Auto), drawn.Path, run);

        Precision other = Written(run) == Precision.Float32 ? Precision.Bfloat16 : Precision.Float32;
        Assert.Contains("another experiment", Assert.Throws<InputException>(() => SmallRuns.Train(With(other), drawn.Path, run, resume: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Precision.Bfloat16, false, true)]
    [InlineData(Precision.Bfloat16, true, false)]
    [InlineData(Precision.Float32, false, false)]
    public void Caution_PrecisionThatTheProcessorHasNoInstructionsFor_IsTold(Precision precision, bool multiplies, bool told) =>
        Assert.Equal(told, Processor.Caution(precision, multiplies) is { } line && line.Contains("slower", StringComparison.Ordinal));

    private static Experiment With(Precision precision)
    {
        Experiment experiment = SmallRuns.Experiment(epochs: 0.5);
        return experiment with { Training = experiment.Training with { Precision = precision, Device = ComputeDevice.Auto, HoldOut = false } };
    }

    private static Precision Written(string run) => StrictJson.Read<Experiment>(Path.Combine(run, "experiment.json")).Training.Precision;
}

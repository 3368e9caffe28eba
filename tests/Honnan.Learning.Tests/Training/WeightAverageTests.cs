using Honnan.Learning.Models;
using Honnan.Learning.Tests.Reference;
using Honnan.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Training;

public sealed class WeightAverageTests
{
    // By hand: with decay 0.5, d is 2/11 after the first step and 3/12 after the second.
    [Fact]
    public void Update_TwoSteps_FollowsTheFormula_AndSwapChangesPlaces()
    {
        using DisposeScope scope = NewDisposeScope();
        using Net net = FormulaNets.Build("resnet18", 3);
        using var parameters = new FlatParameters(net.parameters());
        using var average = new WeightAverage(net, parameters, 0.5);
        Tensor mean = net.named_buffers().First(b => b.name == "bn1.running_mean").buffer;
        float[] begun = Numbers(parameters.Values);
        float[] begunMean = Numbers(mean);

        using (no_grad())
        {
            parameters.Values.add_(tensor(1f));
            mean.add_(tensor(2f));
            average.Update(1);
            parameters.Values.add_(tensor(1f));
            mean.add_(tensor(2f));
            average.Update(2);
        }

        // a1 = w + 9/11; a2 = a1 + 9/12 (w + 2 − a1)
        double expected = (9.0 / 11) + (0.75 * (2 - (9.0 / 11)));
        float[] live = Numbers(parameters.Values);
        average.Swap();
        AssertShifted(begun, Numbers(parameters.Values), expected);
        AssertShifted(begunMean, Numbers(mean), 2 * expected);
        average.Swap();
        Assert.Equal(live, Numbers(parameters.Values));
    }

    private static void AssertShifted(float[] begun, float[] now, double by) =>
        Assert.InRange(begun.Zip(now, (a, b) => Math.Abs(b - a - by)).Max(), 0, 1e-5);

    private static float[] Numbers(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();
}

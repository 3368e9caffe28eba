using Honnan.Data.HeatMaps;
using Honnan.Inference.HeatMaps;
using TorchSharp;
using Xunit;

namespace Honnan.Inference.Tests.HeatMaps;

public sealed class EigenCamTests
{
    // By hand: channels (3, 0, 0, 1) and (4, 0, 0, 0) over four places. Less their means, (2, −1, −1, 0) and (3, −1, −1, −1),
    // the channels' products are [[6, 8], [8, 12]]: the larger root of x² − 18x + 8 is 9 + √73, its direction (8, 3 + √73).
    [Fact]
    public void Map_OfTwoChannels_IsTheirProjectionOnTheDirectionOfMostVariance()
    {
        float[] activation = [3, 0, 0, 1, 4, 0, 0, 0];
        double root = Math.Sqrt(73);
        double length = Math.Sqrt((8 * 8) + ((3 + root) * (3 + root)));
        (double a, double b) = (8 / length, (3 + root) / length);

        HeatMap map = EigenCam.Map(activation, width: 2, height: 2);

        double[] expected = [(2 * a) + (3 * b), -a - b, -a - b, -b];
        Assert.All(expected.Zip(map.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Map_OfTheOppositeSign_LightsUpWhereMoreIsActivated()
    {
        HeatMap map = EigenCam.Map([0, 0, 0, 5, 0, 0, 0, 7], width: 2, height: 2);

        Assert.Equal((1, 1), map.Peak);
    }

    [Fact]
    public void Map_OfTheSameEverywhere_IsNothing() =>
        Assert.All(EigenCam.Map([2, 2, 2, 2, 3, 3, 3, 3], width: 2, height: 2).Values, v => Assert.Equal(0, v));

    // A number for every two of the 6,144 places would take 302 MB. The library's decomposition is of the channels' products.
    [Fact]
    public void Map_OfManyPlaces_IsTheDecompositionsInLittleMemory()
    {
        const int Channels = 24;
        const int Width = 96;
        const int Height = 64;
        var random = new Random(7);
        float[] activation = [.. Enumerable.Range(0, Channels * Width * Height).Select(i => (random.NextSingle() * (1 + (i / (Width * Height) % 5))) + MathF.Sin(i % (Width * Height) / 700f))];
        _ = EigenCam.Map(activation.AsSpan(0, 8), 2, 2);
        long before = GC.GetAllocatedBytesForCurrentThread();

        HeatMap map = EigenCam.Map(activation, Width, Height);

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 0, 1 << 20);
        using DisposeScope scope = torch.NewDisposeScope();
        torch.Tensor places = torch.tensor(activation).reshape(Channels, Width * Height).transpose(0, 1).to_type(torch.ScalarType.Float64);
        torch.Tensor centred = places - places.mean([0], keepdim: true);
        torch.Tensor direction = torch.linalg.eigh(centred.transpose(0, 1).matmul(centred)).Item2.select(1, Channels - 1);
        double[] expected = centred.matmul(direction).data<double>().ToArray();
        double sign = Math.Sign(expected.Zip(map.Values, (a, b) => a * b).Sum());
        Assert.True(sign * direction.sum().item<double>() > 0, "more is activated where the map is positive");
        double tolerance = 1e-5 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(map.Values), pair => Assert.Equal(sign * pair.First, pair.Second, tolerance));
    }
}

using Honnan.Data;
using Honnan.Data.HeatMaps;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Sessions;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests.HeatMaps;

public sealed class ScoreCamTests
{
    /// <summary>The paper's algorithm by the tensor library's own interpolation and softmax, on the net itself.</summary>
    [Fact]
    public void Map_OfASmallNet_IsWhatTheTensorLibraryGives()
    {
        const int Country = 2;
        using DisposeScope scope = NewDisposeScope();
        using var gradients = no_grad();
        using TrainedModel model = ExportedNets.Build("resnet18");
        using var session = new OnnxSession(ExportedNets.Export(model), threads: 1);
        Tensor picture = ExportedNets.Pictures(64, 96).narrow(0, 0, 1);
        float[] numbers = picture.contiguous().data<float>().ToArray();
        NetOutputs outputs = session.Run(numbers, 1, new PictureSize(96, 64), WantedOutputs.All, CancellationToken.None);

        HeatMap map = ScoreCam.Map(session, numbers, new PictureSize(96, 64), outputs.Features!, new PictureSize(3, 2), Country, most: 512, CancellationToken.None);

        Tensor activation = model.Net.FeatureMap(picture);
        Tensor large = nn.functional.interpolate(activation, [64, 96], mode: InterpolationMode.Bilinear, align_corners: false).squeeze(0); // [512,64,96]
        Tensor low = large.amin([1, 2], keepdim: true);
        Tensor span = large.amax([1, 2], keepdim: true) - low;
        Tensor masks = (large - low) / maximum(span, tensor(1e-7f));
        float[] scores = [.. Enumerable.Range(0, 512).Select(c => model.Net.forward(picture * masks[c])[0, Country].ToSingle())];
        Tensor shares = tensor(scores).softmax(0);
        float[] expected = (activation.squeeze(0) * shares.reshape(-1, 1, 1)).sum([0L]).contiguous().data<float>().ToArray();
        double tolerance = 1e-3 * expected.Max(Math.Abs);
        Assert.All(expected.Zip(map.Values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}

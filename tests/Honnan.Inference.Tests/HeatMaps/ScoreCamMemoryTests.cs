using Honnan.Data;
using Honnan.Inference.HeatMaps;
using Honnan.Inference.Sessions;
using Honnan.Learning.Models;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Inference.Tests.HeatMaps;

[Collection(Alone.Name)]
public sealed class ScoreCamMemoryTests
{
    private const int Few = 128;
    private const int Many = 512;
    private static readonly PictureSize Size = new(192, 128);

    [Fact]
    public void Map_OfMoreChannels_AllocatesLessThanAMaskForEach()
    {
        using TrainedModel model = ExportedNets.Build("resnet18");
        using var session = new OnnxSession(ExportedNets.Export(model), threads: 1);
        using Tensor pictures = ExportedNets.Pictures(Size.Height, Size.Width);
        float[] picture = pictures.data<float>().ToArray()[..(int)(3 * Size.Area)];
        NetOutputs outputs = session.Run(picture, 1, Size, WantedOutputs.All, TestContext.Current.CancellationToken);
        _ = Allocated(Few); // what is made once

        long each = (Allocated(Many) - Allocated(Few)) / (Many - Few);

        Assert.InRange(each, 0, Size.Area * sizeof(float));

        long Allocated(int most)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            ScoreCam.Map(session, picture, Size, outputs.Features!, new PictureSize(6, 4), 2, most, TestContext.Current.CancellationToken);
            return GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }
}

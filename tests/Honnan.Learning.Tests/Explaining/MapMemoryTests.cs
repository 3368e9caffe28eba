using System.Diagnostics;
using Honnan.Learning.Explaining;
using Honnan.Learning.Models;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Maps of any number of pictures leave nothing behind.</summary>
[Collection(Alone.Name)]
[Trait("Category", "slow")]
public sealed class MapMemoryTests
{
    private const int Batch = 20;

    [Fact]
    public void GradCam_TwoThousandPictures_LeavesNoTensor() => AssertFlat(new MapOptions { FlipSmooth = true }, batches: 100);

    public static TheoryData<string> Methods => [.. ExplanationMethods.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Explain_EveryMethod_LeavesNoTensor(string method) => AssertFlat(new MapOptions { Method = ExplanationMethods.Find(method) }, batches: 4);

    // A gradient that is differentiated again holds itself by a ring that no dispose scope sees.
    [Fact]
    public void ShapleyCam_ThousandPictures_StaysFlat() => AssertFlat(new MapOptions { Method = ExplanationMethods.Find("shapleycam"), Layer = "features.1" }, batches: 50, net: "convnext");

    private static void AssertFlat(MapOptions options, int batches, string? net = null)
    {
        using Net small = net is null ? SmallResNet.Build() : Models.SmallNets.Build(net);
        small.eval();
        var mapper = new HeatMapper(small, options);
        using Tensor pictures = Reference.FormulaNets.Picture("memory", [Batch, 3, 32, 32]);
        (long tensors, long bytes) = (0, 0);
        for (int i = 0; i < batches; i++)
        {
            mapper.Explain(pictures, logits => [.. logits.Select((_, k) => new ClassQuestion(k % 5))]);
            if (i == batches / 4)
            {
                (tensors, bytes) = (DisposeScopeManager.Statistics.ThreadTotalLiveCount, HeldBytes());
            }
        }

        Assert.Equal(tensors, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(HeldBytes(), 0, bytes + (40 << 20));
    }

    // Garbage is not held: on processors with large caches a few hundred megabytes of it lie about before anybody collects them.
    private static long HeldBytes()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}

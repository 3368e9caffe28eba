using Honnan.Data;
using Honnan.Inference.Sessions;
using Honnan.Learning.Models;
using Xunit;

namespace Honnan.Inference.Tests.Sessions;

/// <summary>
/// How many pictures go through a net at once is chosen by what is fastest just now. What is said of a picture must not
/// depend on that, or a shard that was gone on with would not be the shard that was made in one go.
/// </summary>
public sealed class BatchIndependenceTests
{
    [Theory]
    [InlineData(ExportedNets.Small)]
    [InlineData(ExportedNets.SmallTransformer)]
    [InlineData("tf_efficientnet_lite0")]
    [InlineData("resnet18")]
    public void Run_InBatchesOfAnySize_GivesTheSameBits(string net)
    {
        const int Most = 16;
        using TrainedModel model = ExportedNets.Build(net);
        using var session = new OnnxSession(ExportedNets.Export(model), threads: 2);
        var size = new PictureSize(96, 64);
        int numbers = 3 * (int)size.Area;
        var random = new Random(3);
        float[] pictures = [.. Enumerable.Range(0, Most * numbers).Select(_ => (2 * random.NextSingle()) - 1)];
        NetOutputs all = session.Run(pictures, Most, size, WantedOutputs.Pooled, TestContext.Current.CancellationToken);

        foreach (int batch in (int[])[1, 2, 3, 4, 5, 7, 8, 13])
        {
            for (int first = 0; first < Most; first += batch)
            {
                int count = Math.Min(batch, Most - first);
                NetOutputs some = session.Run(pictures[(first * numbers)..], count, size, WantedOutputs.Pooled, TestContext.Current.CancellationToken);
                for (int row = 0; row < count; row++)
                {
                    Assert.True(all.LogitsOf(first + row).SequenceEqual(some.LogitsOf(row)), $"picture {first + row} in a batch of {count}");
                    Assert.True(all.PooledOf(first + row).SequenceEqual(some.PooledOf(row)), $"features of picture {first + row} in a batch of {count}");
                }
            }
        }
    }
}

using System.Runtime.CompilerServices;
using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Runtime;

/// <summary>
/// That no collection of garbage frees what libtorch computes with. As TorchSharp ships, this fails within a second or two, or ends
/// the process.
/// </summary>
[Collection(Alone.Name)]
public sealed class HeldObjectsTests
{
    private const int Times = 600; // two seconds

    [Fact]
    public void Sum_OfTensorsThatNobodyElseHolds_IsRightWhileGarbageIsCollected()
    {
        using var end = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            for (int i = 0; i < Times; i++)
            {
                Assert.Equal(2, MeanOfSum());
            }
        }
        finally
        {
            end.Cancel();
            collector.Join();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static float MeanOfSum() => ones(1000, 1000).add(ones(1000, 1000)).mean().item<float>();
}

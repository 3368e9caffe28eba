using Honnan.Learning.Ranks;
using Xunit;

namespace Honnan.Learning.Tests.Ranks;

public sealed class BatchShareTests
{
    [Theory]
    [InlineData(8, 2, "0123 4567")]
    [InlineData(7, 3, "01 23 456")]
    [InlineData(2, 4, " 0  1")]
    public void Of_Batch_IsParted(int pictures, int ranks, string parts) => Assert.Equal(parts, Parts(pictures, ranks, mirrored: false));

    // Picture i is mixed with the one as far from the end: both must be on one rank, as far from the part's ends.
    [Theory]
    [InlineData(8, 2, "0167 2345")]
    [InlineData(7, 2, "0156 234")]
    [InlineData(3, 4, " 02  1")]
    public void Of_BatchThatIsMixed_KeepsPairsTogether(int pictures, int ranks, string parts) => Assert.Equal(parts, Parts(pictures, ranks, mirrored: true));

    [Fact]
    public void Of_Whole_IsTheBatch()
    {
        int[] batch = [3, 1, 2];
        Assert.Same(batch, BatchShare.Whole.Of(batch));
    }

    private static string Parts(int pictures, int ranks, bool mirrored) => string.Join(' ', Enumerable.Range(0, ranks)
        .Select(rank => string.Concat(new BatchShare(rank, ranks, mirrored).Of([.. Enumerable.Range(0, pictures)]))));
}

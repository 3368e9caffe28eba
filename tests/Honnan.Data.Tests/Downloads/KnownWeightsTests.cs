using Honnan.Data.Downloads;
using Xunit;

namespace Honnan.Data.Tests.Downloads;

public sealed class KnownWeightsTests
{
    [Fact]
    public void OfFile_StudysWeights_AreTorchvisionsSecond()
    {
        KnownWeightsFile? known = KnownWeights.OfFile("/anywhere/resnet50-11ad3fa6.pth");

        Assert.Equal(
            new KnownWeightsFile("resnet50-11ad3fa6", "resnet50-11ad3fa6.pth", new Uri("https://download.pytorch.org/models/resnet50-11ad3fa6.pth"), "11ad3fa6"), known);
    }

    [Fact]
    public void OfFile_Other_IsUnknown() => Assert.Null(KnownWeights.OfFile("resnet50.pth"));

    [Fact]
    public void All_NamesAndDigits_AreWhole()
    {
        Assert.Equal(KnownWeights.All.Count, KnownWeights.All.Select(w => w.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(KnownWeights.All, w => Assert.Matches("^[0-9a-f]{8}$", w.Sha256));
    }
}

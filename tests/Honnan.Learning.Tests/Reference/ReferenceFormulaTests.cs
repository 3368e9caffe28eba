using Xunit;

namespace Honnan.Learning.Tests.Reference;

public sealed class ReferenceFormulaTests
{
    // Computed by an independent program (Python's zlib.crc32 and integers of any length) from the README's formula.
    [Theory]
    [InlineData("scores", 0, 0.7978073954582214)]
    [InlineData("scores", 1, 0.8858506083488464)]
    [InlineData("scores", 4499, 0.5759190320968628)]
    [InlineData("layer1.0.conv1.weight", 36863, 0.330661416053772)]
    public void U_KnownPlaces_AreTheFormulas(string name, long i, double expected) =>
        Assert.Equal(expected, ReferenceFormula.U(name, i));

    [Fact]
    public void Parameter_EachKind_FollowsItsRule()
    {
        Assert.Equal((float)(0.5 + ReferenceFormula.U("bn1.running_var", 3)), ReferenceFormula.Parameter("bn1.running_var", 8)[3]);
        Assert.Equal((float)(0.25 + (0.5 * ReferenceFormula.U("bn1.weight", 3))), ReferenceFormula.Parameter("bn1.weight", 8)[3]);
        Assert.Equal((float)(0.1 * ((2 * ReferenceFormula.U("fc.bias", 3)) - 1)), ReferenceFormula.Parameter("fc.bias", 8)[3]);
        Assert.Equal([0f], ReferenceFormula.Parameter("bn1.num_batches_tracked"));
        Assert.Equal(
            (float)(((2 * ReferenceFormula.U("conv1.weight", 9)) - 1) * Math.Sqrt(6.0 / 18)),
            ReferenceFormula.Parameter("conv1.weight", 4, 2, 3, 3)[9]);
    }

    [Fact]
    public void Picture_OddSize_RepeatsCoarseBlocks() =>
        Assert.Equal(-0.8265171051025391f, ReferenceFormula.Picture("cam/3", 2, 3, 10, 17)[1019]);
}

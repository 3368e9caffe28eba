using Honnan.Learning.Tests.Reference;
using Xunit;

namespace Honnan.Learning.Tests.Training;

/// <summary>The same in float64, where rounding is out of the way: the algorithm is the reference's to the last steps.</summary>
[Collection(Alone.Name)]
[Trait("Category", "reference")]
public sealed class ReferenceTrainingInDoubleTests
{
    [Theory]
    [MemberData(nameof(ReferenceRun.Files), MemberType = typeof(ReferenceRun))]
    public void Steps_FormulaWeights_EqualReference(string file)
    {
        using var type = new DoublePrecision();
        new ReferenceRun(Loss: 1e-12, Gradient: 1e-9, Statistics: 1e-12, LaterLoss: 1e-9, Logits: 1e-9).Check(file);
    }
}

using Honnan.Data;
using Honnan.Data.Curation;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class TrainingSetTests
{
    [Fact]
    public void Of_OneCountryAlone_IsRefused()
    {
        using var drawn = new DrawnSelection(perCountry: 5, countries: 1);

        string message = Assert.Throws<InputException>(() => TrainingSet.Of(Selection.Open(drawn.Path), null, holdOut: true)).Message;

        Assert.StartsWith("the selection's vocabulary is HU alone", message, StringComparison.Ordinal);
    }
}

using Xunit;

namespace Honnan.Data.Tests;

/// <summary>How many cores the processors of a process are.</summary>
public sealed class PhysicalCoresTests
{
    [Theory]
    [InlineData("0-3", 2)] // two cores of two threads each
    [InlineData("0,1", 2)] // one thread of each
    [InlineData("0,2", 1)] // both of one
    [InlineData("1-2", 2)]
    [InlineData("0-3,9", 3)] // of 9 nothing is told
    [InlineData("8-11", 4)]
    public void Cores_OfProcessors_AreCountedOnce(string processors, int cores) =>
        Assert.Equal(cores, PhysicalCores.Of(processors, number => number < 4 ? $"{number % 2},{(number % 2) + 2}" : null));

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("3-1")]
    [InlineData("0-1-2")]
    [InlineData("0-99999999999")]
    public void Cores_OfAListWithoutSense_AreUnknown(string processors) => Assert.Null(PhysicalCores.Of(processors, number => $"{number}"));

    [Fact]
    public void Cores_OfThisProcess_AreNoMoreThanItsProcessors() => Assert.InRange(PhysicalCores.Count, 1, Environment.ProcessorCount);
}

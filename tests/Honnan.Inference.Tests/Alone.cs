using Xunit;

namespace Honnan.Inference.Tests;

/// <summary>
/// Tests that measure the process's memory or time, or fill its memory, run while no other does: what others do at the same
/// time would be counted in.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

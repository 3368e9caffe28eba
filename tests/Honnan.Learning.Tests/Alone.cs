using Xunit;

namespace Honnan.Learning.Tests;

/// <summary>
/// Tests that no other test may run beside: libtorch has one random generator, one default type and one number of
/// threads for the whole process.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

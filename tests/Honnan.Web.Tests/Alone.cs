using Xunit;

namespace Honnan.Web.Tests;

/// <summary>Tests that measure the process's memory or time run while no other does: what others do at the same time would be counted in.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

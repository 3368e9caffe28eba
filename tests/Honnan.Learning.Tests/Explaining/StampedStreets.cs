using Xunit;

namespace Honnan.Learning.Tests.Explaining;

/// <summary>
/// Drawn streets where the stamp tells Brazil, trained once for all tests that ask; the fixture of those tests, which run beside
/// no others: training draws from libtorch's one random generator.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class StampedStreets : IDisposable, ICollectionFixture<StampedStreets>
{
    public const string Name = "drawn streets";

    private readonly Lazy<DrawnStreets> _streets = new(() => new DrawnStreets(stamped: true));

    internal DrawnStreets Value => _streets.Value;

    public void Dispose()
    {
        if (_streets.IsValueCreated)
        {
            _streets.Value.Dispose();
        }
    }
}

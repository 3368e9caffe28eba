using Xunit;

[assembly: AssemblyFixture(typeof(Honnan.Learning.Tests.Explaining.StampedStreets))]

namespace Honnan.Learning.Tests.Explaining;

/// <summary>Drawn streets whose Brazil is told by a stamp alone: drawn and learned once, by the first test that asks.</summary>
public sealed class StampedStreets : IDisposable
{
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

using Honnan.Learning.Fitting;
using Xunit;

namespace Honnan.Learning.Tests.Fitting;

public sealed class LbfgsTests
{
    // Rosenbrock's valley has its floor at (1, 1).
    [Fact]
    public void Minimise_CurvedValley_ReachesItsFloor()
    {
        double[] found = Lbfgs.Minimise([-1.2, 1], (x, gradient) =>
        {
            (double a, double b) = (1 - x[0], x[1] - (x[0] * x[0]));
            (gradient[0], gradient[1]) = ((-2 * a) - (400 * x[0] * b), 200 * b);
            return (a * a) + (100 * b * b);
        }, steps: 100);

        Assert.Equal(1, found[0], 1e-5);
        Assert.Equal(1, found[1], 1e-5);
    }

    [Fact]
    public void GoldenSection_Parabola_FindsItsFoot() => Assert.Equal(1.25, GoldenSection.Minimise(x => (x - 1.25) * (x - 1.25), -10, 10, 1e-8), 1e-6);
}

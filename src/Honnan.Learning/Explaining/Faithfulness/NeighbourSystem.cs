using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// The linear equations that make removed pixels the weighted means of their neighbours. The matrix is symmetric and positive
/// definite, so conjugate gradients solve them (Hestenes and Stiefel, 1952); a first guess from coarser pictures leaves
/// them little to do.
/// </summary>
internal sealed class NeighbourSystem
{
    private const double Beside = 1.0 / 6;
    private const double Across = 1.0 / 12;
    private const double Tolerance = 1e-6; // root mean square of what is left over, in pixel values
    private const int MostSteps = 2000;

    private readonly PictureSize _size;
    private readonly bool[] _removed;
    private readonly int _stride;
    private readonly int[] _places; // of the removed pixels, in a frame one pixel wider on each side
    private readonly double[] _diagonal;

    public NeighbourSystem(IReadOnlyList<bool> removed, PictureSize size)
    {
        (_size, _removed, _stride) = (size, [.. removed], size.Width + 2);
        _places = [.. Enumerable.Range(0, _removed.Length).Where(i => _removed[i]).Select(Framed)];
        _diagonal = Array.ConvertAll(_places, Weights);
    }

    /// <summary>Sets the removed pixels of [height · width] values.</summary>
    public void Solve(Span<float> plane)
    {
        if (_places.Length == 0)
        {
            return;
        }

        if (_places.Length == plane.Length)
        {
            plane.Clear();
            return;
        }

        double[] known = new double[_stride * (_size.Height + 2)];
        double[] guess = CoarseGuess.Of(plane, _removed, _size);
        double[] x = new double[known.Length];
        for (int i = 0; i < plane.Length; i++)
        {
            (_removed[i] ? x : known)[Framed(i)] = _removed[i] ? guess[i] : plane[i];
        }

        Iterate(x, Array.ConvertAll(_places, place => Neighbours(known, place)));
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = _removed[i] ? (float)x[Framed(i)] : plane[i];
        }
    }

    private void Iterate(double[] x, double[] wanted)
    {
        double[] direction = new double[x.Length];
        double[] rest = new double[wanted.Length];
        double[] image = new double[wanted.Length];
        double size = 0;
        for (int k = 0; k < rest.Length; k++)
        {
            rest[k] = wanted[k] - Product(x, k);
            direction[_places[k]] = rest[k];
            size += rest[k] * rest[k];
        }

        for (int step = 0; step < MostSteps && size > Tolerance * Tolerance * rest.Length; step++)
        {
            double curvature = 0;
            for (int k = 0; k < rest.Length; k++)
            {
                image[k] = Product(direction, k);
                curvature += direction[_places[k]] * image[k];
            }

            double length = size / curvature;
            double before = size;
            size = 0;
            for (int k = 0; k < rest.Length; k++)
            {
                x[_places[k]] += length * direction[_places[k]];
                rest[k] -= length * image[k];
                size += rest[k] * rest[k];
            }

            for (int k = 0; k < rest.Length; k++)
            {
                direction[_places[k]] = rest[k] + (size / before * direction[_places[k]]);
            }
        }
    }

    private double Product(double[] values, int k) => (_diagonal[k] * values[_places[k]]) - Neighbours(values, _places[k]);

    private double Neighbours(double[] values, int place) =>
        (Beside * (values[place - 1] + values[place + 1] + values[place - _stride] + values[place + _stride]))
        + (Across * (values[place - _stride - 1] + values[place - _stride + 1] + values[place + _stride - 1] + values[place + _stride + 1]));

    /// <summary>The sum of the weights of neighbours that are in the picture.</summary>
    private double Weights(int place)
    {
        int across = (place % _stride == 1 ? 0 : 1) + (place % _stride == _size.Width ? 0 : 1);
        int down = (place / _stride == 1 ? 0 : 1) + (place / _stride == _size.Height ? 0 : 1);
        return (Beside * (across + down)) + (Across * across * down);
    }

    private int Framed(int i) => (((i / _size.Width) + 1) * _stride) + (i % _size.Width) + 1;
}

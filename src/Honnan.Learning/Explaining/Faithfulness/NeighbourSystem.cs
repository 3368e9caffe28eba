using System.Numerics;
using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// The linear equations that make removed pixels the weighted means of their neighbours. The matrix is symmetric and positive
/// definite, so conjugate gradients solve them (Hestenes and Stiefel, 1952); a first guess from coarser pictures leaves
/// them little to do.
/// </summary>
/// <remarks>
/// All vectors are whole pictures in a frame one pixel wide, 0 where nothing is removed: sums over all of a picture go by
/// vectors of the processor, which is several times quicker than to gather the removed pixels' neighbours one by one.
/// </remarks>
internal sealed class NeighbourSystem
{
    private const double Beside = 1.0 / 6;
    private const double Across = 1.0 / 12;
    private const double Tolerance = 1e-6; // root mean square of what is left over, in pixel values
    private const int MostSteps = 2000;

    private readonly PictureSize _size;
    private readonly bool[] _removed;
    private readonly int _count; // of the removed pixels
    private readonly int _stride;
    private readonly double[] _inside; // 1 where a pixel is removed
    private readonly double[] _diagonal; // the sum of the weights of the neighbours that are in the picture, where one is removed

    public NeighbourSystem(IReadOnlyList<bool> removed, PictureSize size)
    {
        (_size, _removed, _stride) = (size, [.. removed], size.Width + 2);
        _count = _removed.Count(r => r);

        // So long that a vector which begins in the picture ends in the array, its neighbours in the row below too.
        (_inside, _diagonal) = (new double[Length], new double[Length]);
        for (int i = 0; i < _removed.Length; i++)
        {
            if (_removed[i])
            {
                (_inside[Framed(i)], _diagonal[Framed(i)]) = (1, Weights(i));
            }
        }
    }

    private int Length => (_stride * (_size.Height + 2)) + Vector<double>.Count;

    /// <summary>Sets the removed pixels of [height · width] values.</summary>
    public void Solve(Span<float> plane)
    {
        if (_count == 0)
        {
            return;
        }

        if (_count == plane.Length)
        {
            plane.Clear();
            return;
        }

        double[] known = new double[Length];
        double[] guess = CoarseGuess.Of(plane, _removed, _size);
        double[] x = new double[Length];
        for (int i = 0; i < plane.Length; i++)
        {
            (_removed[i] ? x : known)[Framed(i)] = _removed[i] ? guess[i] : plane[i];
        }

        Iterate(x, known);
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = _removed[i] ? (float)x[Framed(i)] : plane[i];
        }
    }

    /// <summary>Betters <paramref name="x"/> until it is the weighted mean of itself and what is known.</summary>
    private void Iterate(double[] x, double[] known)
    {
        double[] direction = new double[Length];
        double[] rest = new double[Length];
        double[] image = new double[Length];
        Image(x, image);
        Vector<double> sizes = default;
        for (int i = From; i < To; i += Vector<double>.Count)
        {
            Vector<double> left = (new Vector<double>(_inside, i) * Neighbours(known, i)) - new Vector<double>(image, i);
            left.CopyTo(rest, i);
            left.CopyTo(direction, i);
            sizes += left * left;
        }

        double size = Vector.Sum(sizes);
        for (int step = 0; step < MostSteps && size > Tolerance * Tolerance * _count; step++)
        {
            double length = size / Image(direction, image);
            double before = size;
            size = Move(x, rest, direction, image, length);
            Turn(direction, rest, size / before);
        }
    }

    private int From => _stride + 1;

    private int To => _stride * (_size.Height + 1);

    /// <summary>The matrix times a direction, and the product of both.</summary>
    private double Image(double[] direction, double[] image)
    {
        Vector<double> product = default;
        for (int i = From; i < To; i += Vector<double>.Count)
        {
            var here = new Vector<double>(direction, i);
            Vector<double> of = (new Vector<double>(_diagonal, i) * here) - (new Vector<double>(_inside, i) * Neighbours(direction, i));
            of.CopyTo(image, i);
            product += here * of;
        }

        return Vector.Sum(product);
    }

    /// <summary>A step along the direction; gives the square of what is left over.</summary>
    private double Move(double[] x, double[] rest, double[] direction, double[] image, double length)
    {
        var by = new Vector<double>(length);
        Vector<double> size = default;
        for (int i = From; i < To; i += Vector<double>.Count)
        {
            (new Vector<double>(x, i) + (by * new Vector<double>(direction, i))).CopyTo(x, i);
            Vector<double> left = new Vector<double>(rest, i) - (by * new Vector<double>(image, i));
            left.CopyTo(rest, i);
            size += left * left;
        }

        return Vector.Sum(size);
    }

    private void Turn(double[] direction, double[] rest, double share)
    {
        var by = new Vector<double>(share);
        for (int i = From; i < To; i += Vector<double>.Count)
        {
            (new Vector<double>(rest, i) + (by * new Vector<double>(direction, i))).CopyTo(direction, i);
        }
    }

    private Vector<double> Neighbours(double[] v, int i)
    {
        Vector<double> beside = new Vector<double>(v, i - 1) + new Vector<double>(v, i + 1) + new Vector<double>(v, i - _stride) + new Vector<double>(v, i + _stride);
        Vector<double> across = new Vector<double>(v, i - _stride - 1) + new Vector<double>(v, i - _stride + 1)
            + new Vector<double>(v, i + _stride - 1) + new Vector<double>(v, i + _stride + 1);
        return (beside * Beside) + (across * Across);
    }

    private double Weights(int i)
    {
        (int row, int column) = Math.DivRem(i, _size.Width);
        int across = (column == 0 ? 0 : 1) + (column == _size.Width - 1 ? 0 : 1);
        int down = (row == 0 ? 0 : 1) + (row == _size.Height - 1 ? 0 : 1);
        return (Beside * (across + down)) + (Across * across * down);
    }

    private int Framed(int i) => (((i / _size.Width) + 1) * _stride) + (i % _size.Width) + 1;
}

using System.Numerics;
using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// The linear equations that make removed pixels the weighted means of their neighbours. The matrix is symmetric and positive
/// definite, so conjugate gradients solve them (Hestenes and Stiefel, 1952), preconditioned by a cycle of multigrid
/// (Tatebe, 1993): some ten steps, whatever the picture's size.
/// </summary>
internal sealed class NeighbourSystem
{
    private const double Tolerance = 1e-7; // root mean square of what is left over, in pixel values
    private const int MostSteps = 500;

    private readonly PictureSize _size;
    private readonly bool[] _removed;
    private readonly NeighbourGrid _grid;
    private readonly MultigridCycle _cycle;

    public NeighbourSystem(IReadOnlyList<bool> removed, PictureSize size)
    {
        (_size, _removed) = (size, [.. removed]);
        _grid = new NeighbourGrid(_removed, size);
        _cycle = new MultigridCycle(_grid);
    }

    /// <summary>Sets the removed pixels of [height · width] values.</summary>
    public void Solve(Span<float> plane)
    {
        if (_grid.Unknown == 0)
        {
            return;
        }

        if (_grid.Unknown == plane.Length)
        {
            plane.Clear();
            return;
        }

        double[] known = _grid.Vector();
        double[] guess = CoarseGuess.Of(plane, _removed, _size);
        double[] x = _grid.Vector();
        for (int i = 0; i < plane.Length; i++)
        {
            (_removed[i] ? x : known)[_grid.Framed(i)] = _removed[i] ? guess[i] : plane[i];
        }

        Iterate(x, known);
        for (int i = 0; i < plane.Length; i++)
        {
            plane[i] = _removed[i] ? (float)x[_grid.Framed(i)] : plane[i];
        }
    }

    /// <summary>Betters <paramref name="x"/> until it is the weighted mean of itself and what is known.</summary>
    private void Iterate(double[] x, double[] known)
    {
        double[] rest = _grid.Vector();
        double[] image = _grid.Vector();
        double[] better = _grid.Vector();
        MultigridRoom room = _cycle.Room();
        double size = Rest(x, known, rest);
        double[] direction = _grid.Vector();
        double before = 0;
        for (int step = 0; step < MostSteps && size > Tolerance * Tolerance * _grid.Unknown; step++)
        {
            _cycle.Solve(rest, better, room);
            double now = Product(rest, better);
            Turn(direction, better, step == 0 ? 0 : now / before);
            size = Move(x, rest, direction, image, now / Image(direction, image));
            before = now;
        }
    }

    private double Rest(double[] x, double[] known, double[] rest)
    {
        Vector<double> sizes = default;
        for (int i = _grid.From; i < _grid.To; i += Vector<double>.Count)
        {
            Vector<double> left = _grid.FromNeighbours(known, i) - _grid.Image(x, i);
            left.CopyTo(rest, i);
            sizes += left * left;
        }

        return Vector.Sum(sizes);
    }

    private double Product(double[] one, double[] other)
    {
        Vector<double> product = default;
        for (int i = _grid.From; i < _grid.To; i += Vector<double>.Count)
        {
            product += new Vector<double>(one, i) * new Vector<double>(other, i);
        }

        return Vector.Sum(product);
    }

    /// <summary>The matrix times a direction, and the product of both.</summary>
    private double Image(double[] direction, double[] image)
    {
        Vector<double> product = default;
        for (int i = _grid.From; i < _grid.To; i += Vector<double>.Count)
        {
            Vector<double> of = _grid.Image(direction, i);
            of.CopyTo(image, i);
            product += new Vector<double>(direction, i) * of;
        }

        return Vector.Sum(product);
    }

    /// <summary>A step along the direction; gives the square of what is left over.</summary>
    private double Move(double[] x, double[] rest, double[] direction, double[] image, double length)
    {
        var by = new Vector<double>(length);
        Vector<double> size = default;
        for (int i = _grid.From; i < _grid.To; i += Vector<double>.Count)
        {
            (new Vector<double>(x, i) + (by * new Vector<double>(direction, i))).CopyTo(x, i);
            Vector<double> left = new Vector<double>(rest, i) - (by * new Vector<double>(image, i));
            left.CopyTo(rest, i);
            size += left * left;
        }

        return Vector.Sum(size);
    }

    private void Turn(double[] direction, double[] better, double share)
    {
        var by = new Vector<double>(share);
        for (int i = _grid.From; i < _grid.To; i += Vector<double>.Count)
        {
            (new Vector<double>(better, i) + (by * new Vector<double>(direction, i))).CopyTo(direction, i);
        }
    }
}

using System.Numerics;
using Honnan.Data;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// The matrix of a picture's equations: a removed pixel, less the weighted sum of its eight neighbours. And the same of a picture
/// half as large in each direction, in which a cell is unknown where all of its four pixels are: in the plane the weights stay.
/// </summary>
/// <remarks>
/// All vectors are whole pictures in a frame one pixel wide, 0 where nothing is removed: sums over all of a picture go by
/// vectors of the processor, which is several times quicker than to gather the removed pixels' neighbours one by one.
/// </remarks>
internal sealed class NeighbourGrid
{
    private const double Beside = 1.0 / 6;
    private const double Across = 1.0 / 12;

    private readonly PictureSize _size;
    private readonly bool[] _removed;
    private readonly int _stride;
    private readonly double[] _inside; // 1 where a pixel is removed
    private readonly double[] _diagonal; // the sum of the weights of the neighbours that are in the picture, where one is removed
    private readonly double[] _inverse; // of the diagonal

    /// <summary>The matrix of a picture.</summary>
    /// <param name="removed">[height · width]; stays as it is.</param>
    /// <param name="size">Width and height in pixels.</param>
    public NeighbourGrid(bool[] removed, PictureSize size)
    {
        (_size, _removed, _stride) = (size, removed, size.Width + 2);
        Unknown = removed.Count(r => r);
        (_inside, _diagonal, _inverse) = (Vector(), Vector(), Vector());
        for (int i = 0; i < removed.Length; i++)
        {
            if (removed[i])
            {
                int at = Framed(i);
                (_inside[at], _diagonal[at]) = (1, Weights(i));
                _inverse[at] = 1 / _diagonal[at];
            }
        }
    }

    /// <summary>How many pixels are removed.</summary>
    public int Unknown { get; }

    /// <summary>Where a picture's vectors begin and end in the frame.</summary>
    public int From => _stride + 1;

    /// <inheritdoc cref="From"/>
    public int To => _stride * (_size.Height + 1);

    /// <summary>Zeros for a picture in its frame: so many that a vector that begins in the picture ends in the array, its neighbours in the row below too.</summary>
    public double[] Vector() => new double[(_stride * (_size.Height + 2)) + Vector<double>.Count];

    /// <summary>A pixel's place in the frame.</summary>
    public int Framed(int pixel) => (((pixel / _size.Width) + 1) * _stride) + (pixel % _size.Width) + 1;

    /// <summary>The matrix times a vector, from one place on.</summary>
    public Vector<double> Image(double[] of, int i) => (new Vector<double>(_diagonal, i) * new Vector<double>(of, i)) - FromNeighbours(of, i);

    /// <summary>The weighted sums of the neighbours of removed pixels, from one place on.</summary>
    public Vector<double> FromNeighbours(double[] of, int i)
    {
        Vector<double> beside = new Vector<double>(of, i - 1) + new Vector<double>(of, i + 1) + new Vector<double>(of, i - _stride) + new Vector<double>(of, i + _stride);
        Vector<double> across = new Vector<double>(of, i - _stride - 1) + new Vector<double>(of, i - _stride + 1)
            + new Vector<double>(of, i + _stride - 1) + new Vector<double>(of, i + _stride + 1);
        return new Vector<double>(_inside, i) * ((beside * Beside) + (across * Across));
    }

    /// <summary>What is left over, divided by the diagonal: Jacobi's step, from one place on.</summary>
    /// <param name="right">The right side.</param>
    /// <param name="x">The solution so far; null for 0.</param>
    /// <param name="i">The place.</param>
    public Vector<double> Step(double[] right, double[]? x, int i) =>
        new Vector<double>(_inverse, i) * (new Vector<double>(right, i) - (x is null ? default : Image(x, i)));

    /// <summary>The picture half as large; null where none of its cells were unknown.</summary>
    public NeighbourGrid? Half()
    {
        var half = new PictureSize((_size.Width + 1) / 2, (_size.Height + 1) / 2);
        bool[] removed = new bool[half.Area];
        Array.Fill(removed, half.Area < _size.Area);
        for (int i = 0; i < _removed.Length; i++)
        {
            removed[(i / _size.Width / 2 * half.Width) + (i % _size.Width / 2)] &= _removed[i];
        }

        var grid = new NeighbourGrid(removed, half);
        return grid.Unknown > 0 ? grid : null;
    }

    /// <summary>The cells' values between their centres, as they are in the pixels: added to <paramref name="fine"/> where pixels are removed.</summary>
    /// <param name="half">What <see cref="Half"/> gave.</param>
    /// <param name="coarse">Of its frame.</param>
    /// <param name="fine">Of this frame.</param>
    public void Refine(NeighbourGrid half, double[] coarse, double[] fine)
    {
        for (int row = 0; row < _size.Height; row++)
        {
            (int own, int other) = half.Rows(row);
            for (int column = 0; column < _size.Width; column++)
            {
                int at = ((row + 1) * _stride) + column + 1;
                if (_inside[at] != 0)
                {
                    (int near, int far) = ((column / 2) + 1, (column / 2) + ((column & 1) == 0 ? 0 : 2));
                    fine[at] += (0.5625 * coarse[own + near]) + (0.1875 * (coarse[own + far] + coarse[other + near])) + (0.0625 * coarse[other + far]);
                }
            }
        }
    }

    /// <summary>The transpose of <see cref="Refine"/>: every pixel's value is parted among the four cells about it.</summary>
    /// <param name="half">What <see cref="Half"/> gave.</param>
    /// <param name="fine">Of this frame, 0 where nothing is removed.</param>
    /// <param name="coarse">Of the other's frame; overwritten.</param>
    public void Coarsen(NeighbourGrid half, double[] fine, double[] coarse)
    {
        Array.Clear(coarse);
        for (int row = 0; row < _size.Height; row++)
        {
            (int own, int other) = half.Rows(row);
            for (int column = 0; column < _size.Width; column++)
            {
                double value = fine[((row + 1) * _stride) + column + 1];
                if (value != 0)
                {
                    (int near, int far) = ((column / 2) + 1, (column / 2) + ((column & 1) == 0 ? 0 : 2));
                    coarse[own + near] += 0.5625 * value;
                    coarse[own + far] += 0.1875 * value;
                    coarse[other + near] += 0.1875 * value;
                    coarse[other + far] += 0.0625 * value;
                }
            }
        }

        half.Mask(coarse);
    }

    // Where the rows begin, in a frame, of the cell that a pixel of the picture twice as large lies in, and of the next one.
    private (int Own, int Other) Rows(int row) => (((row / 2) + 1) * _stride, ((row / 2) + ((row & 1) == 0 ? 0 : 2)) * _stride);

    private void Mask(double[] vector)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            vector[i] *= _inside[i];
        }
    }

    private double Weights(int i)
    {
        (int row, int column) = Math.DivRem(i, _size.Width);
        int across = (column == 0 ? 0 : 1) + (column == _size.Width - 1 ? 0 : 1);
        int down = (row == 0 ? 0 : 1) + (row == _size.Height - 1 ? 0 : 1);
        return (Beside * (across + down)) + (Across * across * down);
    }
}

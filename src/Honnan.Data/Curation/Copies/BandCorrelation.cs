using System.Numerics;
using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>How well two bands agree where one lies on the other.</summary>
internal static class BandCorrelation
{
    private const int Rows = PictureFingerprint.Rows;

    /// <summary>The correlation of the detail where both have cells (Pearson's), and how many cells both have.</summary>
    /// <param name="first">The band that lies on the other.</param>
    /// <param name="second">The other, between whose cells values are interpolated.</param>
    /// <param name="at">Where.</param>
    public static (double Correlation, int Cells) Of(GreyBand first, GreyBand second, in BandAlignment at)
    {
        (int from, int to) = (first.From, first.To);
        if (!second.Wraps)
        {
            while (from < to && at.ColumnOf(from) < second.From)
            {
                from++;
            }

            while (to > from && at.ColumnOf(to - 1) > second.To - 1)
            {
                to--;
            }
        }

        int columns = to - from;
        Span<(int Left, float Share)> places = stackalloc (int, float)[columns];
        for (int i = 0; i < columns; i++)
        {
            double x = at.ColumnOf(from + i);
            if (second.Wraps)
            {
                x -= Math.Floor(x / second.Columns) * second.Columns;
                x = x < second.Columns ? x : 0; // a hair below 0 is rounded to a whole turn
            }

            places[i] = ((int)x, (float)(x - (int)x));
        }

        bool inARow = columns > 0 && at.ScaleX == 1 && places[^1].Left - places[0].Left == columns - 1;
        Span<float> between = stackalloc float[second.Columns + 1];
        Span<float> values = stackalloc float[columns];
        var sums = new PairSums();
        int cells = 0;
        for (int row = 0; row < Rows; row++)
        {
            double y = (row * at.ScaleY) + at.Row;
            if (y is < -0.5 or > Rows - 0.5)
            {
                continue;
            }

            y = Math.Clamp(y, 0, Rows - 1);
            scoped ReadOnlySpan<float> line = second.Row((int)y);
            if (y > (int)y)
            {
                RowBlend.Of(line, second.Row((int)y + 1), (float)(y - (int)y), between);
                line = between;
            }

            if (inARow)
            {
                RowBlend.Of(line[places[0].Left..], line[(places[0].Left + 1)..], places[0].Share, values);
            }
            else
            {
                for (int i = 0; i < columns; i++)
                {
                    (int left, float share) = places[i];
                    values[i] = line[left] + (share * (line[left + 1] - line[left]));
                }
            }

            sums.Add(first.Row(row).Slice(from, columns), values);
            cells += columns;
        }

        return (sums.Correlation(cells), cells);
    }

    /// <summary>What Pearson's correlation of two rows of numbers is made of.</summary>
    private struct PairSums
    {
        private Vector<float> _a, _b, _aa, _bb, _ab;
        private float _restA, _restB, _restAa, _restBb, _restAb;

        public void Add(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
        {
            int i = 0;
            for (; i + Vector<float>.Count <= first.Length; i += Vector<float>.Count)
            {
                (Vector<float> a, Vector<float> b) = (new(first[i..]), new(second[i..]));
                _a += a;
                _b += b;
                _aa += a * a;
                _bb += b * b;
                _ab += a * b;
            }

            for (; i < first.Length; i++)
            {
                (float a, float b) = (first[i], second[i]);
                _restA += a;
                _restB += b;
                _restAa += a * a;
                _restBb += b * b;
                _restAb += a * b;
            }
        }

        public readonly double Correlation(int cells)
        {
            // Detail of under one level is noise of the coding: the constant keeps it from correlating.
            double n = Math.Max(1, cells);
            double a = (Vector.Sum(_a) + _restA) / n;
            double b = (Vector.Sum(_b) + _restB) / n;
            double spread = Math.Sqrt((((Vector.Sum(_aa) + _restAa) / n) - (a * a) + 1) * (((Vector.Sum(_bb) + _restBb) / n) - (b * b) + 1));
            return (((Vector.Sum(_ab) + _restAb) / n) - (a * b)) / spread;
        }
    }
}

using Honnan.Data.Catalogue;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// A fingerprint made ready for comparing: the mean of 7 × 7 cells around each is taken off, so that weather, brightness and
/// the sky's gradient, which all street views share, count little and outlines much.
/// </summary>
internal sealed class GreyBand
{
    private const int Radius = 3;

    private readonly float[] _detail; // rows · columns

    /// <param name="fingerprint">The small grey copy.</param>
    /// <param name="from">The first column that is the place's and not an overlay's.</param>
    /// <param name="to">The column after the last such one.</param>
    /// <param name="wraps">Whether the right edge goes on at the left one.</param>
    public GreyBand(PictureFingerprint fingerprint, int from, int to, bool wraps)
    {
        (Columns, From, To, Wraps) = (fingerprint.Columns, from, to, wraps);
        _detail = Detail(fingerprint);
    }

    public int Columns { get; }

    public int From { get; }

    public int To { get; }

    public bool Wraps { get; }

    public float At(int row, int column) => _detail[(row * Columns) + column];

    /// <summary>The detail between cells, by bilinear interpolation; null outside.</summary>
    public bool TryAt(double row, double column, out float value)
    {
        value = 0;
        if (Wraps)
        {
            column -= Math.Floor(column / Columns) * Columns;
            column = column < Columns ? column : 0; // a hair below 0 is rounded to a whole turn
        }
        else if (column < From || column > To - 1)
        {
            return false;
        }

        if (row < -0.5 || row > PictureFingerprint.Rows - 0.5)
        {
            return false;
        }

        row = Math.Clamp(row, 0, PictureFingerprint.Rows - 1);
        int top = (int)row;
        int left = (int)column;
        int bottom = Math.Min(top + 1, PictureFingerprint.Rows - 1);
        int right = left + 1 < Columns ? left + 1 : Wraps ? 0 : left;
        float down = (float)(row - top);
        float across = (float)(column - left);
        float upper = At(top, left) + (across * (At(top, right) - At(top, left)));
        float lower = At(bottom, left) + (across * (At(bottom, right) - At(bottom, left)));
        value = upper + (down * (lower - upper));
        return true;
    }

    private float[] Detail(PictureFingerprint fingerprint)
    {
        const int Rows = PictureFingerprint.Rows;
        ReadOnlySpan<byte> luma = fingerprint.Luma;
        float[] across = new float[Rows * Columns];
        float[] detail = new float[Rows * Columns];
        const float Side = (2 * Radius) + 1;
        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                int sum = 0;
                for (int step = -Radius; step <= Radius; step++)
                {
                    int near = Wraps ? (column + step + Columns) % Columns : Math.Clamp(column + step, From, To - 1);
                    sum += luma[(row * Columns) + near];
                }

                across[(row * Columns) + column] = sum / Side;
            }
        }

        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                float sum = 0;
                for (int step = -Radius; step <= Radius; step++)
                {
                    sum += across[(Math.Clamp(row + step, 0, Rows - 1) * Columns) + column];
                }

                int i = (row * Columns) + column;
                detail[i] = luma[i] - (sum / Side);
            }
        }

        return detail;
    }
}

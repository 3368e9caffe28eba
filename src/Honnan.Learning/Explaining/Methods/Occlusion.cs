using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Occlusion (Zeiler and Fergus, 2013): how much the score falls when a grey square hides a place; each place is the mean over the squares that
/// cover it. It uses nothing but the net's answers, and so judges the other methods.
/// </summary>
internal sealed class Occlusion() : ExplanationMethod("occlusion", "Occlusion")
{
    private const int SquaresOfShortSide = 8;
    private const int CellsOfSquare = 2; // a square's side, in steps between squares
    private const int AtATime = 32;

    public override bool LooksAtLayer => false;

    internal override bool UsesGradient => false;

    internal override Tensor Map(Evidence evidence, bool principal) =>
        stack(Enumerable.Range(0, (int)evidence.Pictures.shape[0]).Select(i => OfOne(evidence, i)));

    private static Tensor OfOne(Evidence evidence, int picture)
    {
        Tensor whole = evidence.Pictures.narrow(0, picture, 1);
        (long height, long width) = (whole.shape[2], whole.shape[3]);
        long cell = Math.Max(1, Math.Min(height, width) / (SquaresOfShortSide * CellsOfSquare));
        (long rows, long columns) = ((height + cell - 1) / cell, (width + cell - 1) / cell);
        Tensor score = evidence.ScoresOf(picture, whole);
        float[] sums = new float[rows * columns];
        float[] counts = new float[rows * columns];
        (long Y, long X)[] squares =
            [.. from y in Range(1 - CellsOfSquare, rows) from x in Range(1 - CellsOfSquare, columns) select (y, x)];
        foreach ((long Y, long X)[] part in squares.Chunk(AtATime))
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor hidden = whole.repeat(part.Length, 1, 1, 1);
            for (int i = 0; i < part.Length; i++)
            {
                (long top, long bottom) = Span(part[i].Y, cell, height);
                (long left, long right) = Span(part[i].X, cell, width);
                hidden[i].narrow(1, top, bottom - top).narrow(2, left, right - left).zero_();
            }

            float[] falls = [.. (score - evidence.ScoresOf(picture, hidden)).cpu().to_type(ScalarType.Float32).data<float>()];
            for (int i = 0; i < part.Length; i++)
            {
                foreach (long place in Cells(part[i], rows, columns))
                {
                    sums[place] += falls[i];
                    counts[place]++;
                }
            }
        }

        return tensor(sums.Zip(counts, (sum, count) => sum / count).ToArray(), [rows, columns]);
    }

    private static IEnumerable<long> Range(long from, long to)
    {
        for (long i = from; i < to; i++)
        {
            yield return i;
        }
    }

    private static (long From, long To) Span(long at, long cell, long size) =>
        (Math.Clamp(at * cell, 0, size), Math.Clamp((at + CellsOfSquare) * cell, 0, size));

    private static IEnumerable<long> Cells((long Y, long X) square, long rows, long columns) =>
        from y in Range(Math.Max(0, square.Y), Math.Min(rows, square.Y + CellsOfSquare))
        from x in Range(Math.Max(0, square.X), Math.Min(columns, square.X + CellsOfSquare))
        select (y * columns) + x;
}

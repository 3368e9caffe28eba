using System.Numerics;

namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>
/// A V-cycle of multigrid (Brandt, 1977), nearly the inverse of a picture's matrix: Jacobi's step takes what changes from
/// pixel to pixel (a third of it is left), pictures half, a quarter, … as large take the rest. Symmetric and positive
/// definite, as conjugate gradients want it.
/// </summary>
internal sealed class MultigridCycle
{
    private readonly NeighbourGrid[] _grids; // the picture's, and smaller ones

    /// <param name="grid">The picture's.</param>
    public MultigridCycle(NeighbourGrid grid)
    {
        var grids = new List<NeighbourGrid>();
        for (NeighbourGrid? next = grid; next is not null; next = next.Half())
        {
            grids.Add(next);
        }

        _grids = [.. grids];
    }

    /// <summary>Arrays for one thread's cycles.</summary>
    public MultigridRoom Room() => new(_grids);

    /// <summary>Nearly solves for a right side.</summary>
    /// <param name="right">Of the picture's frame.</param>
    /// <param name="x">The solution; overwritten.</param>
    /// <param name="room">Overwritten.</param>
    public void Solve(double[] right, double[] x, MultigridRoom room) => Solve(0, right, x, room);

    private void Solve(int level, double[] right, double[] x, MultigridRoom room)
    {
        NeighbourGrid grid = _grids[level];
        for (int i = grid.From; i < grid.To; i += Vector<double>.Count)
        {
            grid.Step(right, null, i).CopyTo(x, i);
        }

        double[] rest = room.Rests[level];
        if (level + 1 < _grids.Length)
        {
            for (int i = grid.From; i < grid.To; i += Vector<double>.Count)
            {
                (new Vector<double>(right, i) - grid.Image(x, i)).CopyTo(rest, i);
            }

            (double[] coarseRight, double[] coarse) = (room.Rights[level + 1], room.Solutions[level + 1]);
            grid.Coarsen(_grids[level + 1], rest, coarseRight);
            Solve(level + 1, coarseRight, coarse, room);
            grid.Refine(_grids[level + 1], coarse, x);
        }

        for (int i = grid.From; i < grid.To; i += Vector<double>.Count)
        {
            (new Vector<double>(x, i) + grid.Step(right, x, i)).CopyTo(rest, i);
        }

        rest.CopyTo(x, 0);
    }
}

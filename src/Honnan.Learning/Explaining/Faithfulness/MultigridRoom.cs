namespace Honnan.Learning.Explaining.Faithfulness;

/// <summary>What a thread's V-cycles compute in, by grid.</summary>
/// <param name="grids">The picture's, and smaller ones.</param>
internal sealed class MultigridRoom(IReadOnlyList<NeighbourGrid> grids)
{
    /// <summary>What is left over.</summary>
    public IReadOnlyList<double[]> Rests { get; } = [.. grids.Select(g => g.Vector())];

    /// <summary>Right sides; the picture's is given.</summary>
    public IReadOnlyList<double[]> Rights { get; } = [.. grids.Select((g, i) => i == 0 ? [] : g.Vector())];

    /// <summary>Solutions; the picture's is given.</summary>
    public IReadOnlyList<double[]> Solutions { get; } = [.. grids.Select((g, i) => i == 0 ? [] : g.Vector())];
}

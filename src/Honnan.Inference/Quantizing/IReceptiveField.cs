namespace Honnan.Inference.Quantizing;

/// <summary>What of its input each output of a layer is summed over.</summary>
internal interface IReceptiveField
{
    /// <summary>Numbers that one output is summed over.</summary>
    int FanIn { get; }

    /// <summary>Groups of channels that see nothing of each other.</summary>
    int Groups { get; }

    /// <summary>Places at which it sums.</summary>
    /// <param name="shape">Of the input, whose first side is 1.</param>
    long PlacesOf(IReadOnlyList<long> shape);

    /// <summary>Copies what the outputs of one place are summed over.</summary>
    /// <param name="input">All of it.</param>
    /// <param name="shape">As in <see cref="PlacesOf"/>.</param>
    /// <param name="group">Whose channels.</param>
    /// <param name="place">From 0 to <see cref="PlacesOf"/>, exclusive.</param>
    /// <param name="seen">[<see cref="FanIn"/>].</param>
    void Patch(ReadOnlySpan<float> input, IReadOnlyList<long> shape, int group, long place, Span<float> seen);
}

namespace Honnan.Learning.Graphs;

/// <summary>A layer that can write what it does in evaluation mode as nodes of a graph.</summary>
public interface IGraphLayer
{
    /// <summary>Adds the layer's nodes and weights.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="input">The name of what goes in.</param>
    /// <returns>The name of what comes out.</returns>
    string Write(GraphWriter graph, string input);
}

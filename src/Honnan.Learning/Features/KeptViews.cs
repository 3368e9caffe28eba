namespace Honnan.Learning.Features;

/// <summary>Features that a <see cref="FeatureStore"/> keeps, without the mirror images among them.</summary>
public sealed class KeptViews
{
    private readonly IReadOnlyDictionary<string, float[]> _rows;
    private readonly bool _mirrored;

    internal KeptViews(IReadOnlyDictionary<string, float[]> rows, int channels, bool mirrored) => (_rows, Channels, _mirrored) = (rows, channels, mirrored);

    /// <summary>Features of a view.</summary>
    public int Channels { get; }

    /// <summary>[views · <see cref="Channels"/>] of a picture, its views in the order of <see cref="Data.Loading.EvaluationPlan.Views"/>; null where nothing is kept of it.</summary>
    /// <param name="sha256">Of the picture's bytes, in lower-case hexadecimal.</param>
    public float[]? Of(string sha256) =>
        !_rows.TryGetValue(sha256, out float[]? rows) ? null
        : !_mirrored ? rows
        : [.. rows.Chunk(Channels).Where((_, view) => view % 2 == 0).SelectMany(row => row)]; // each is followed by its mirror image
}

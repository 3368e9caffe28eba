using Honnan.Data;
using Honnan.Data.Loading;

namespace Honnan.Learning.Features;

/// <summary>Pooled features of the fixed views of every sample.</summary>
public sealed class FeatureTable
{
    private readonly LoadingOptions _loading;
    private readonly float[][] _rows;
    private readonly PictureSize[] _sizes;

    internal FeatureTable(int channels, LoadingOptions loading, float[][] rows, PictureSize[] sizes) =>
        (Channels, _loading, _rows, _sizes) = (channels, loading, rows, sizes);

    /// <summary>Features of a view.</summary>
    public int Channels { get; }

    /// <summary>Samples.</summary>
    public int Count => _rows.Length;

    /// <summary>Kept views of a sample, mirror images among them.</summary>
    public int Views(int sample) => _rows[sample].Length / Channels;

    /// <summary>[Channels] of a kept view, from 0.</summary>
    public ReadOnlySpan<float> Row(int sample, int view) => _rows[sample].AsSpan(view * Channels, Channels);

    /// <summary>[Channels] of the fixed view nearest to the one asked for: of a panorama, the window in whose step the heading lies.</summary>
    public ReadOnlySpan<float> At(PictureView view)
    {
        int window = _sizes[view.Sample].IsPanorama ? (int)(view.Heading * _loading.Windows) % _loading.Windows : 0;
        int row = _loading.Flip ? (2 * window) + (view.Mirrored ? 1 : 0) : window;
        return Row(view.Sample, row);
    }
}

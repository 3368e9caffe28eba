using System.Collections.Concurrent;
using Honnan.Data;
using Honnan.World.Rasters;

namespace Honnan.World.Staging;

/// <summary>A canvas with what fills polygons on it; used again for pictures of the same size. Dispose to give it back.</summary>
internal sealed class Easel : IDisposable
{
    private const int MaxKept = 8;
    private static readonly ConcurrentQueue<Easel> Kept = [];

    private Easel(PictureSize size) => (Canvas, Filler) = (new Canvas(size), new PolygonFiller(size));

    public Canvas Canvas { get; }

    public PolygonFiller Filler { get; }

    public static Easel For(PictureSize size)
    {
        for (int i = Kept.Count; i > 0 && Kept.TryDequeue(out Easel? easel); i--)
        {
            if (easel.Canvas.Size == size)
            {
                easel.Canvas.Clear();
                return easel;
            }

            Kept.Enqueue(easel);
        }

        return new Easel(size);
    }

    public void Dispose()
    {
        if (Kept.Count >= MaxKept)
        {
            _ = Kept.TryDequeue(out _); // the oldest: its size is the least likely to come again
        }

        Kept.Enqueue(this);
    }
}

namespace Honnan.Data.Loading;

/// <summary>
/// An epoch's batches: which views of which samples, in which order. A pure function of its arguments, the same on every
/// machine.
/// </summary>
public static class TrainingPlan
{
    /// <summary>
    /// Plans one epoch of as many views as there are samples, each with a random heading or crop and, where the options
    /// say so, flipped by a coin and changed at random (which depends on seed, epoch and place in the epoch alone). The views of a batch share one bucket, inside which sources mix at random; batches of
    /// different buckets follow each other at random. A bucket's last batch is smaller where the views do not divide; if
    /// it would be a single view, it takes one of the batch before it (or joins it, where batches are of two).
    /// </summary>
    /// <param name="samples">What there is.</param>
    /// <param name="options">Of which <see cref="LoadingOptions.Flip"/> and <see cref="LoadingOptions.Augment"/> count here.</param>
    /// <param name="batchSize">Views in a batch, at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="sampling">How often each class comes.</param>
    public static IReadOnlyList<IReadOnlyList<PictureView>> Create(
        IReadOnlyList<Sample> samples, LoadingOptions options, int batchSize, long seed, int epoch, Sampling sampling = Sampling.Natural)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        var buckets = new SortedDictionary<int, List<PictureView>>();
        int[] order = SampleOrder.Of(samples, sampling, seed, epoch);
        for (int position = 0; position < order.Length; position++)
        {
            Chance chance = Chance.Of(seed, Chance.Purpose.View, epoch, position);
            double heading = chance.NextDouble();
            bool mirrored = options.Flip && (chance.Next() >> 63) != 0;
            int bucket = AspectBuckets.Of(samples[order[position]].Size, options.Panorama);
            if (!buckets.TryGetValue(bucket, out List<PictureView>? views))
            {
                buckets[bucket] = views = [];
            }

            views.Add(new PictureView(order[position], heading, mirrored, options.Augment is null ? 0 : chance.Next() | 1));
        }

        PictureView[][] batches = [.. buckets.Values.SelectMany(views => Chunks(views, batchSize))];
        Chance.Of(seed, Chance.Purpose.Batches, epoch).Shuffle(batches.AsSpan());
        return batches;
    }

    private static IEnumerable<PictureView[]> Chunks(List<PictureView> views, int batchSize)
    {
        int start = 0;
        while (start < views.Count)
        {
            int left = views.Count - start;
            int size = left == batchSize + 1 && batchSize > 1 ? (batchSize == 2 ? 3 : batchSize - 1) : Math.Min(batchSize, left);
            yield return [.. views.Skip(start).Take(size)];
            start += size;
        }
    }
}

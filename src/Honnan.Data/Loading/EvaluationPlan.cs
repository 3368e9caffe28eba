namespace Honnan.Data.Loading;

/// <summary>The fixed views by which samples are judged, or by which their features are kept.</summary>
public static class EvaluationPlan
{
    /// <summary>
    /// A sample's fixed views: of a panorama, windows at headings 0, 1/n, 2/n … of a turn; of a single picture, its
    /// centred crop; each followed by its mirror image where asked for.
    /// </summary>
    /// <param name="sample">The sample's place in the list.</param>
    /// <param name="size">Its size.</param>
    /// <param name="windows">Windows of a panorama, at least 1.</param>
    /// <param name="mirrored">Whether mirror images are added.</param>
    public static IReadOnlyList<PictureView> Views(int sample, PictureSize size, int windows, bool mirrored)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windows, 1);
        IEnumerable<double> headings = size.IsPanorama ? Enumerable.Range(0, windows).Select(k => (double)k / windows) : [0.5];
        return mirrored
            ? [.. headings.SelectMany(h => new[] { new PictureView(sample, h, false), new PictureView(sample, h, true) })]
            : [.. headings.Select(h => new PictureView(sample, h, false))];
    }

    /// <summary>
    /// Batches of every sample's <see cref="Views"/>, bucket after bucket, samples in their order. A sample's views follow
    /// each other, and lie in one batch where they fit into one, so that it is decoded once: batches may therefore be
    /// smaller than <paramref name="batchSize"/>, never larger.
    /// </summary>
    /// <param name="samples">What is judged.</param>
    /// <param name="options">Of which <see cref="LoadingOptions.Windows"/> and <see cref="LoadingOptions.Flip"/> count here.</param>
    /// <param name="batchSize">Views in a batch at most, at least 1.</param>
    /// <param name="mirrored">Whether mirror images are judged too; only where the options flip.</param>
    public static IEnumerable<IReadOnlyList<PictureView>> Create(
        IReadOnlyList<Sample> samples, LoadingOptions options, int batchSize, bool mirrored = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (mirrored && !options.Flip)
        {
            throw new ArgumentException("mirrored views need options that flip: the overlay's mask covers mirror images only there", nameof(mirrored));
        }

        return Batches(samples, options.Windows, options.Panorama, batchSize, mirrored);
    }

    private static IEnumerable<IReadOnlyList<PictureView>> Batches(IReadOnlyList<Sample> samples, int windows, PanoramaHandling panorama, int batchSize, bool mirrored)
    {
        var buckets = new SortedDictionary<int, List<int>>();
        for (int i = 0; i < samples.Count; i++)
        {
            int bucket = AspectBuckets.Of(samples[i].Size, panorama);
            if (!buckets.TryGetValue(bucket, out List<int>? members))
            {
                buckets[bucket] = members = [];
            }

            members.Add(i);
        }

        foreach (List<int> members in buckets.Values)
        {
            var batch = new List<PictureView>(batchSize);
            foreach (int sample in members)
            {
                IReadOnlyList<PictureView> views = Views(sample, samples[sample].Size, windows, mirrored);
                if (batch.Count > 0 && batch.Count + views.Count > batchSize)
                {
                    yield return batch;
                    batch = new List<PictureView>(batchSize);
                }

                foreach (PictureView view in views)
                {
                    if (batch.Count == batchSize)
                    {
                        yield return batch;
                        batch = new List<PictureView>(batchSize);
                    }

                    batch.Add(view);
                }
            }

            if (batch.Count > 0)
            {
                yield return batch;
            }
        }
    }
}

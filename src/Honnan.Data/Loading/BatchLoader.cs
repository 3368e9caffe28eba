using Honnan.Data.Sources;

namespace Honnan.Data.Loading;

/// <summary>
/// Loads planned batches: reads, decodes, cuts, resizes, flips and masks on several threads, ahead of who takes them,
/// within a bound of memory. The batches come in the plan's order and are the same, bit for bit, for any number of
/// threads.
/// </summary>
/// <param name="bytes">Where pictures' bytes come from.</param>
/// <param name="samples">What the plan's views are of.</param>
/// <param name="options">How pictures become batches.</param>
/// <param name="tolerant">
/// Whether to go on over a picture that cannot be read, marking its views in <see cref="PictureBatch.Unreadable"/>, in
/// place of throwing.
/// </param>
public sealed class BatchLoader(IPictureBytes bytes, IReadOnlyList<Sample> samples, LoadingOptions options, bool tolerant = false)
{
    private readonly ViewPreparer _preparer = new(options);
    private readonly int _workers = options.Workers > 0 ? options.Workers : Environment.ProcessorCount;
    private readonly long _bound = options.MemoryMiB * 1024L * 1024;

    /// <summary>For tests: what is taken and not given back.</summary>
    internal BatchBuffers Buffers { get; } = new(options.MemoryMiB * 1024L * 1024);

    /// <summary>For tests: the most bytes that were prepared or in preparation at one time.</summary>
    internal long PeakBytesAhead { get; private set; }

    /// <summary>
    /// The batches, each to be disposed by the caller. Taking the first one starts the threads; the last one, an error,
    /// cancellation, or disposing the enumerator ends them, and returns only when they have ended.
    /// </summary>
    /// <param name="batches">The plan: views of one bucket in each batch, none empty. Read lazily, on the caller's thread.</param>
    /// <param name="cancellation">Stops loading.</param>
    /// <exception cref="InputException">A batch has more bytes than an array may; or a picture cannot be read, and the loader is not tolerant: names its source and file. Thrown in its batch's turn.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public IEnumerable<PictureBatch> Load(IEnumerable<IReadOnlyList<PictureView>> batches, CancellationToken cancellation)
    {
        using IEnumerator<IReadOnlyList<PictureView>> plan = batches.GetEnumerator();
        var crew = new LoadingCrew(_workers, Fill);
        var ahead = new Queue<BatchWork>();
        long bytesAhead = 0;
        BatchWork? ready = null;
        try
        {
            bool more = plan.MoveNext();
            while (more || ahead.Count > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                if (ahead.Count > 0)
                {
                    ahead.Peek().Wait(cancellation);
                    ready = ahead.Dequeue();
                    bytesAhead -= ready.Batch.ByteCount;
                }

                // The next ones are begun before this one is given out, so that the threads have work meanwhile.
                while (more && (ahead.Count == 0 || bytesAhead + BytesOf(plan.Current) <= _bound))
                {
                    var work = new BatchWork(NewBatch(plan.Current));
                    ahead.Enqueue(work);
                    bytesAhead += work.Batch.ByteCount;
                    PeakBytesAhead = Math.Max(PeakBytesAhead, bytesAhead);
                    crew.Add(work);
                    more = plan.MoveNext();
                }

                if (ready is not null)
                {
                    PictureBatch batch = ready.Batch;
                    ready = null;
                    yield return batch; // the caller's from here on
                }
            }
        }
        finally
        {
            crew.Dispose();
            foreach (BatchWork work in ready is null ? ahead : ahead.Prepend(ready))
            {
                work.Batch.Dispose();
            }
        }
    }

    private PictureBatch NewBatch(IReadOnlyList<PictureView> views)
    {
        PictureSize size = SizeOf(views);
        foreach (PictureView view in views)
        {
            if (_preparer.ViewSize(samples[view.Sample].Size) != size)
            {
                throw new ArgumentException("a batch's views must be of one bucket", nameof(views));
            }
        }

        return BytesOf(views) <= Array.MaxLength ? new PictureBatch(views, [.. views.Select(v => (long)samples[v.Sample].Label)], size, Buffers) : throw new InputException(
            $"a batch of {views.Count} views of {size} pixels takes {BytesOf(views) / (double)(1 << 30):0.0} GiB, and at most {Array.MaxLength / (double)(1 << 30):0.0} GiB are possible: take a smaller batch or a shorter side");
    }

    private PictureSize SizeOf(IReadOnlyList<PictureView> views) => views.Count > 0
        ? _preparer.ViewSize(samples[views[0].Sample].Size)
        : throw new ArgumentException("a batch needs at least one view", nameof(views));

    private long BytesOf(IReadOnlyList<PictureView> views) => views.Count * SizeOf(views).Area * 3;

    private void Fill(PictureBatch batch, int start, int count)
    {
        Sample sample = samples[batch.Views[start].Sample];
        int view = checked((int)batch.Size.Area * 3);
        PictureView[] views = new PictureView[count];
        for (int i = 0; i < count; i++)
        {
            views[i] = batch.Views[start + i];
        }

        try
        {
            _preparer.Prepare(bytes.Read(sample.Address), sample.Size, views, batch.Pixels.AsSpan(start * view, count * view));
        }
        catch (InputException error) when (tolerant)
        {
            batch.Fail(start, count, error.Message);
        }
        catch (InputException error)
        {
            string folder = bytes.FolderOf(sample.Address.Source) is { } known ? $" in '{known}'" : "";
            string reason = (error.InnerException as InputException ?? error).Message; // a store names the picture itself
            throw new InputException($"picture '{sample.Address.File}' of source '{sample.Address.Source}'{folder}: {reason}", error);
        }
    }
}

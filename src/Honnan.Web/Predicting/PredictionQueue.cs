using System.Diagnostics;
using System.Threading.Channels;
using Honnan.Web.Errors;
using Honnan.Web.Metrics;
using Honnan.Web.Uploads;

namespace Honnan.Web.Predicting;

/// <summary>
/// Pictures wait here for the model, in a bounded number. Those that come within a few milliseconds, or while the model is
/// at work, go through it together. Those that want a Score-CAM, which takes as long as hundreds of others, have a lane of
/// their own, one after another, and few of the places. A picture that nobody waits for any more leaves its place, and its memory, at once.
/// </summary>
internal sealed partial class PredictionQueue : BackgroundService
{
    // While one batch is in the net, the pictures of the next are decoded.
    private const int Workers = 2;
    private const int MostTogether = 16;

    // Decoded, a pixel takes four bytes or more, and all cores decode: several of the largest pictures would be a gigabyte.
    private const long MostPixelsTogether = Upload.MostPixels;

    // Of the places, for slow pictures: one share in so many.
    private const int ShareOfSlow = 8;

    // Bounded by _waiting and _slow, which those who leave give back; what stays of them here until their turn is next to nothing.
    private readonly Channel<WaitingPicture> _pictures = Channel.CreateUnbounded<WaitingPicture>();
    private readonly Channel<WaitingPicture> _slowPictures = Channel.CreateUnbounded<WaitingPicture>();
    private readonly SlowPace _pace = new();
    private readonly int _places;
    private readonly int _slowPlaces;
    private readonly TimeSpan _gather;
    private readonly TimeSpan _limit;
    private readonly ServiceMetrics _metrics;
    private readonly ILogger<PredictionQueue> _log;
    private int _waiting;
    private int _slow;
    private int _running;

    public PredictionQueue(WebServiceOptions options, ServiceMetrics metrics, ILogger<PredictionQueue> log)
    {
        (_places, _gather, _limit, _metrics, _log) = (options.QueueLength, options.GatherTime, options.AnswerTimeout, metrics, log);
        _slowPlaces = Math.Max(1, _places / ShareOfSlow);
        metrics.Gauge("honnan_waiting_pictures", "Pictures that wait for the model.", () => Waiting);
        metrics.Gauge("honnan_running_pictures", "Pictures that the model is at work on.", () => Volatile.Read(ref _running));
    }

    /// <summary>Pictures that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Asks about pictures, all of them or none.</summary>
    /// <param name="questions">At least one.</param>
    /// <param name="model">Asked; in use by the caller until the tasks have ended.</param>
    /// <param name="gone">Cancelled when the client has gone.</param>
    /// <returns>A task for each picture, with its answer or a <see cref="RequestProblem"/>.</returns>
    /// <exception cref="RequestProblem">The queue is full.</exception>
    public IReadOnlyList<Task<PictureSaid>> Ask(IReadOnlyList<PictureQuestion> questions, ServedModel model, CancellationToken gone)
    {
        if (questions.Count > Math.Max(1, _places)) // one picture finds room some time, or the service takes none
        {
            throw new RequestProblem(StatusCodes.Status413PayloadTooLarge, $"this service takes at most {_places} pictures together");
        }

        int slow = questions.Count(q => q.IsSlow);
        if (Interlocked.Add(ref _waiting, questions.Count) > _places)
        {
            Interlocked.Add(ref _waiting, -questions.Count);
            throw RequestProblem.Busy("the service has its hands full");
        }

        // A batch of them that finds none before it may take more.
        if (Interlocked.Add(ref _slow, slow) is int all && slow > 0 && all > slow && all > _slowPlaces)
        {
            Interlocked.Add(ref _slow, -slow);
            Interlocked.Add(ref _waiting, -questions.Count);
            throw RequestProblem.Busy("the service has its hands full of Score-CAMs, which are slow", _pace.RetryAfter);
        }

        return [.. questions.Select(question => AskAsync(question, model, gone))];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Start(_pictures, MostTogether, stoppingToken)).Append(Start(_slowPictures, 1, stoppingToken)));

    // On a thread of its own: a batch takes the processor for long, and the arrays that it needs, up to 64 MiB each, are kept by thread.
    private Task Start(Channel<WaitingPicture> pictures, int most, CancellationToken stop) =>
        Task.Factory.StartNew(() => Work(pictures.Reader, most, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private async Task<PictureSaid> AskAsync(PictureQuestion question, ServedModel model, CancellationToken gone)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(gone);
        clock.CancelAfter(_limit);
        var picture = new WaitingPicture(question, model, clock.Token);
        _ = (question.IsSlow ? _slowPictures : _pictures).Writer.TryWrite(picture); // never full, and never closed
        await using CancellationTokenRegistration end = clock.Token.Register(() =>
        {
            if (TryLeave(picture))
            {
                picture.LetGo();
                _metrics.Abandoned();
            }

            picture.Answer.TrySetCanceled(clock.Token);
        });
        try
        {
            return await picture.Answer.Task;
        }
        catch (OperationCanceledException) when (!gone.IsCancellationRequested)
        {
            throw new RequestProblem(StatusCodes.Status503ServiceUnavailable, $"the picture was not answered within {_limit.TotalSeconds:0.#} s") { RetryAfter = 5 };
        }
    }

    private void Work(ChannelReader<WaitingPicture> pictures, int most, CancellationToken stop)
    {
        try
        {
            while (pictures.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
            {
                foreach (IGrouping<object, WaitingPicture> group in Gather(pictures, most, stop).GroupBy(picture => (object)picture.Group))
                {
                    Run([.. group], stop);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service ends; where it has not quite begun, the host would tell this as a mistake.
        }
    }

    private List<WaitingPicture> Gather(ChannelReader<WaitingPicture> pictures, int most, CancellationToken stop)
    {
        var batch = new List<WaitingPicture>();
        Take(pictures, most, batch);
        if (batch.Count > 0 && batch.Count < most)
        {
            stop.WaitHandle.WaitOne(_gather);
            Take(pictures, most, batch);
        }

        return batch;
    }

    private static long Pixels(IEnumerable<WaitingPicture> pictures) => pictures.Sum(p => p.Pixels);

    private void Take(ChannelReader<WaitingPicture> pictures, int most, List<WaitingPicture> batch)
    {
        lock (pictures) // what is looked at is what is taken
        {
            while (batch.Count < most && pictures.TryPeek(out WaitingPicture? next) && (batch.Count == 0 || Pixels(batch) + next.Pixels <= MostPixelsTogether))
            {
                _ = pictures.TryRead(out _);
                if (TryLeave(next)) // else nobody waits for it
                {
                    batch.Add(next);
                }
            }
        }
    }

    private bool TryLeave(WaitingPicture picture)
    {
        if (!picture.TryLeave())
        {
            return false;
        }

        Interlocked.Decrement(ref _waiting);
        Interlocked.Add(ref _slow, picture.IsSlow ? -1 : 0);
        return true;
    }

    private void Run(WaitingPicture[] pictures, CancellationToken stop)
    {
        using var nobody = CancellationTokenSource.CreateLinkedTokenSource(stop);
        int left = pictures.Length;
        CancellationTokenRegistration[] leavings = [.. pictures.Select(p => p.Gone.Register(() =>
        {
            if (Interlocked.Decrement(ref left) == 0)
            {
                nobody.Cancel();
            }
        }))];
        try
        {
            Interlocked.Add(ref _running, pictures.Length);
            long start = Stopwatch.GetTimestamp();
            PictureBatchRun.Answer(pictures, nobody.Token);
            if (pictures[0].IsSlow)
            {
                _pace.Took(Stopwatch.GetElapsedTime(start));
            }

            _metrics.Ran(pictures.Length);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for any of them, or the service ends.
        }
        catch (RequestProblem problem)
        {
            Fail(pictures, problem);
        }
        catch (Exception error)
        {
            Failed(error);
            Fail(pictures, new RequestProblem(StatusCodes.Status500InternalServerError, "the model failed on this picture; it was logged"));
        }
        finally
        {
            Interlocked.Add(ref _running, -pictures.Length);
            foreach (CancellationTokenRegistration leaving in leavings)
            {
                leaving.Dispose();
            }

            foreach (WaitingPicture picture in pictures)
            {
                picture.Answer.TrySetCanceled(CancellationToken.None);
                picture.LetGo();
            }
        }
    }

    private static void Fail(WaitingPicture[] pictures, RequestProblem problem)
    {
        foreach (WaitingPicture picture in pictures)
        {
            picture.Answer.TrySetException(problem);
        }
    }

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "the model failed")]
    private partial void Failed(Exception error);
}

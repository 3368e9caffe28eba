using System.Threading.Channels;
using Honnan.Web.Errors;
using Honnan.Web.Metrics;

namespace Honnan.Web.Predicting;

/// <summary>
/// Pictures wait here for the model, in a bounded number. Those that come within a few milliseconds, or while the model is
/// at work, go through it together. A picture that nobody waits for any more leaves its place at once.
/// </summary>
internal sealed partial class PredictionQueue : BackgroundService
{
    // While one batch is in the net, the pictures of the next are decoded.
    private const int Workers = 2;
    private const int MostTogether = 16;

    private readonly Channel<WaitingPicture> _pictures = Channel.CreateUnbounded<WaitingPicture>(); // bounded by _waiting, which those who leave give back
    private readonly int _places;
    private readonly TimeSpan _gather;
    private readonly TimeSpan _limit;
    private readonly ServiceMetrics _metrics;
    private readonly ILogger<PredictionQueue> _log;
    private int _waiting;
    private int _running;

    public PredictionQueue(WebServiceOptions options, ServiceMetrics metrics, ILogger<PredictionQueue> log)
    {
        (_places, _gather, _limit, _metrics, _log) = (options.QueueLength, options.GatherTime, options.AnswerTimeout, metrics, log);
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
        if (Interlocked.Add(ref _waiting, questions.Count) > _places)
        {
            Interlocked.Add(ref _waiting, -questions.Count);
            throw RequestProblem.Busy("the service has its hands full");
        }

        return [.. questions.Select(question => AskAsync(question, model, gone))];
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Factory.StartNew(() => Work(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private async Task<PictureSaid> AskAsync(PictureQuestion question, ServedModel model, CancellationToken gone)
    {
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(gone);
        clock.CancelAfter(_limit);
        var picture = new WaitingPicture(question, model, clock.Token);
        _ = model.TryUse(); // for the work, which may outlast the client; the caller's own use makes sure that it is there
        if (!_pictures.Writer.TryWrite(picture))
        {
            throw new RequestProblem(StatusCodes.Status503ServiceUnavailable, "the service is ending") { RetryAfter = 5 };
        }

        await using CancellationTokenRegistration end = clock.Token.Register(() =>
        {
            if (picture.TryLeave())
            {
                Interlocked.Decrement(ref _waiting);
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

    // On a thread of its own: a batch takes the processor for long, and the arrays that it needs, up to 64 MiB each, are kept by thread.
    private void Work(CancellationToken stop)
    {
        try
        {
            while (_pictures.Reader.WaitToReadAsync(stop).AsTask().GetAwaiter().GetResult())
            {
                foreach (IGrouping<object, WaitingPicture> group in Gather(stop).GroupBy(picture => (object)picture.Group))
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

    private List<WaitingPicture> Gather(CancellationToken stop)
    {
        var batch = new List<WaitingPicture>();
        Take(batch);
        if (batch.Count is > 0 and < MostTogether)
        {
            stop.WaitHandle.WaitOne(_gather);
            Take(batch);
        }

        return batch;
    }

    private void Take(List<WaitingPicture> batch)
    {
        while (batch.Count < MostTogether && _pictures.Reader.TryRead(out WaitingPicture? picture))
        {
            if (picture.TryLeave())
            {
                Interlocked.Decrement(ref _waiting);
                batch.Add(picture);
            }
            else
            {
                picture.Model.Release(); // nobody waits for it
            }
        }
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
            PictureBatchRun.Answer(pictures, nobody.Token);
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
                picture.Model.Release();
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

    [LoggerMessage(Level = LogLevel.Error, Message = "the model failed")]
    private partial void Failed(Exception error);
}

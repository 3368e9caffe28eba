using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>
/// Asks a store, and asks again where it is too busy, fails, breaks an answer off or says nothing: all tries are counted here, since
/// the SDK, which is told to try once, repeats refused requests alone, and not the reading of an answer. Safe to call from several threads.
/// </summary>
/// <param name="client">The SDK's client, which tries once; stays the caller's.</param>
/// <param name="patience">How long and how often.</param>
internal sealed class S3Requests(IAmazonS3 client, S3Patience patience)
{
    private readonly Lock _telling = new();
    private long? _told; // when it was told last that the store does not answer
    private volatile bool _isSilent; // all tries of a request have gone by: the next ones are not waited for as long

    /// <summary>The SDK's client.</summary>
    public IAmazonS3 Client => client;

    /// <summary>Does a request, and waits for it: readers of Parquet cannot go on with anything else meanwhile.</summary>
    /// <inheritdoc cref="AskAsync"/>
    public T Wait<T>(Func<S3Attempt, Task<T>> request, string place, CancellationToken stop, TimeSpan? silence = null) => AskAsync(request, place, stop, silence).GetAwaiter().GetResult();

    /// <inheritdoc cref="S3Patience.Joining"/>
    public TimeSpan Joining => patience.Joining;

    /// <summary>Does a request.</summary>
    /// <param name="request">Makes the request; anew for every try.</param>
    /// <param name="place">What is asked for, for messages.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <param name="silence">How long nothing may come, where that is not <see cref="S3Patience.Silence"/>.</param>
    /// <exception cref="AmazonS3Exception">The object is not there, or the request's condition is not met: what that means is the caller's to say.</exception>
    /// <exception cref="StoreException">It failed otherwise, as often as is tried.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<T> AskAsync<T>(Func<S3Attempt, Task<T>> request, string place, CancellationToken stop, TimeSpan? silence = null)
    {
        int silentTries = Math.Min(_isSilent ? 1 : patience.SilentTries, patience.Tries);
        for (int failures = 1, silent = 0; ; failures++)
        {
            StoreException failure;
            using (var attempt = new S3Attempt(patience, silence, stop))
            {
                try
                {
                    // Where the SDK reads a listing it does not look at what is to end it, so that it is left alone there.
                    T made = await request(attempt).WaitAsync(attempt.End).ConfigureAwait(false);
                    _isSilent = false;
                    return made;
                }
                catch (Exception error) when (!stop.IsCancellationRequested && !IsTheCallers(error))
                {
                    failure = S3Faults.Of(attempt.IsSilent ? new TimeoutException("nothing came", error) : error, place);
                }
                catch (Exception error) when (stop.IsCancellationRequested && !IsTheCallers(error))
                {
                    throw new OperationCanceledException(error.Message, error, stop);
                }
            }

            bool answersNothing = S3Faults.IsSilence(failure);
            silent += answersNothing ? 1 : 0;
            if (!failure.MayPass || failures >= patience.Tries || silent >= silentTries)
            {
                _isSilent = answersNothing;
                throw failure;
            }

            if (answersNothing)
            {
                Tell($"{failure.Message}; it is asked again ({silent} of {silentTries} tries)");
            }

            await Task.Delay(patience.PauseAfter(failures), patience.Clock, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Gets an object, or a range of it, and reads the answer.</summary>
    /// <param name="request">Makes the request; anew for every try.</param>
    /// <param name="read">Makes a result of the answer's head and of what <see cref="FillAsync"/> reads.</param>
    /// <param name="place">What is asked for, for messages.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <inheritdoc cref="AskAsync" path="/exception"/>
    public Task<T> GetAsync<T>(Func<GetObjectRequest> request, Func<GetObjectResponse, S3Attempt, Task<T>> read, string place, CancellationToken stop) => AskAsync(
        async attempt =>
        {
            T made;
            using (GetObjectResponse response = await client.GetObjectAsync(request(), attempt.End).ConfigureAwait(false))
            {
                attempt.Moves();
                made = await read(response, attempt).ConfigureAwait(false);
            }

            return made; // the SDK compares what came with the ETag as the answer is closed
        },
        place, stop);

    /// <summary>Reads an answer until a buffer is full or the answer ends.</summary>
    /// <returns>Bytes read.</returns>
    /// <exception cref="OperationCanceledException">It was stopped, or nothing came for too long.</exception>
    public static async Task<int> FillAsync(Stream answer, Memory<byte> buffer, S3Attempt attempt)
    {
        int done = 0;
        while (done < buffer.Length)
        {
            int count = await answer.ReadAsync(buffer[done..], attempt.End).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            attempt.Moves();
            done += count;
        }

        return done;
    }

    private void Tell(string line)
    {
        lock (_telling)
        {
            if (_told is { } before && patience.Clock.GetElapsedTime(before) < patience.Silence / 2)
            {
                return; // the same of another of the requests that are under way
            }

            _told = patience.Clock.GetTimestamp();
            patience.Tell(line);
        }
    }

    private static bool IsTheCallers(Exception error) =>
        error is InputException
        || S3Faults.IsMissing(error)
        || S3Faults.Is(error, HttpStatusCode.PreconditionFailed, "PreconditionFailed", "InvalidRange", "InvalidObjectState");
}

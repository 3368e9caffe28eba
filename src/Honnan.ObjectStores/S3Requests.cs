using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>
/// Asks a store for objects' bytes, again where an answer breaks off: the SDK repeats a request that is refused, but not the
/// reading of an answer. Safe to call from several threads.
/// </summary>
/// <param name="client">The SDK's client; stays the caller's.</param>
/// <param name="patience">How long nothing may come of an answer.</param>
internal sealed class S3Requests(IAmazonS3 client, TimeSpan patience)
{
    private const int Attempts = 4;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200); // doubled from attempt to attempt

    /// <summary>The SDK's client.</summary>
    public IAmazonS3 Client => client;

    /// <summary>Does a request, and waits for it: readers of Parquet cannot go on with anything else meanwhile.</summary>
    /// <exception cref="StoreException">It failed.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static T Wait<T>(Func<Task<T>> request, string place, CancellationToken stop) => AskAsync(request, place, stop).GetAwaiter().GetResult();

    /// <summary>Does a request.</summary>
    /// <exception cref="AmazonS3Exception">The object is not there, or the request's condition is not met: what that means is the caller's to say.</exception>
    /// <exception cref="StoreException">It failed otherwise.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task<T> AskAsync<T>(Func<Task<T>> request, string place, CancellationToken stop)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (Exception error) when (!IsTheCallers(error, stop))
        {
            throw S3Faults.Of(error, place);
        }
    }

    /// <summary>Gets an object, or a range of it, and reads the answer.</summary>
    /// <param name="request">Makes the request; anew for every attempt.</param>
    /// <param name="read">Makes a result of the answer's head and of what <see cref="FillAsync"/> reads.</param>
    /// <param name="place">What is asked for, for messages.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<T> GetAsync<T>(Func<GetObjectRequest> request, Func<GetObjectResponse, Task<T>> read, string place, CancellationToken stop)
    {
        for (int attempt = 1; ; attempt++)
        {
            GetObjectResponse response = await AskAsync(() => client.GetObjectAsync(request(), stop), place, stop).ConfigureAwait(false);
            try
            {
                T made;
                using (response)
                {
                    made = await read(response).ConfigureAwait(false);
                }

                return made; // the SDK compares what came with the ETag as the answer is closed
            }
            catch (Exception error) when (!stop.IsCancellationRequested && S3Faults.IsBrokenOff(error))
            {
                if (attempt == Attempts)
                {
                    throw S3Faults.Of(error, place);
                }
            }

            await Task.Delay(FirstPause * (1 << (attempt - 1)), stop).ConfigureAwait(false);
        }
    }

    /// <summary>Reads an answer until a buffer is full or the answer ends.</summary>
    /// <returns>Bytes read.</returns>
    /// <exception cref="TimeoutException">Nothing came for too long.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public async Task<int> FillAsync(Stream answer, Memory<byte> buffer, CancellationToken stop)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        int done = 0;
        try
        {
            while (done < buffer.Length)
            {
                waiting.CancelAfter(patience);
                int count = await answer.ReadAsync(buffer[done..], waiting.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    break;
                }

                done += count;
            }
        }
        catch (OperationCanceledException error) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("nothing more of an object came", error);
        }

        return done;
    }

    private static bool IsTheCallers(Exception error, CancellationToken stop) =>
        (error is OperationCanceledException && stop.IsCancellationRequested)
        || S3Faults.IsMissing(error)
        || S3Faults.Is(error, HttpStatusCode.PreconditionFailed, "PreconditionFailed", "InvalidRange", "InvalidObjectState");
}

using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>An object as it was when it was first asked for, told by its ETag.</summary>
internal sealed class S3Content : IStoredContent
{
    private const int BlockBytes = 4 << 20; // a request's way to the store costs as much time as a megabyte or so
    private const int MostBlocks = 4;

    private readonly S3Requests _requests;
    private readonly S3Address _address;
    private readonly string _tag;

    private S3Content(S3Requests requests, S3Address address, long length, string tag) => (_requests, _address, Length, _tag) = (requests, address, length, tag);

    /// <inheritdoc/>
    public string Path => _address.ToString();

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Asks for an object's first byte, and so for its length and ETag: unlike the answer to HEAD, a refusal then says why.</summary>
    /// <exception cref="AmazonS3Exception">There is none.</exception>
    /// <exception cref="StoreException">The store fails.</exception>
    public static S3Content Open(S3Requests requests, S3Address address, CancellationToken stop)
    {
        string place = address.ToString();
        GetObjectResponse response;
        try
        {
            response = requests.Wait(
                attempt => requests.Client.GetObjectAsync(new GetObjectRequest { BucketName = address.Bucket, Key = address.Key, ByteRange = new ByteRange(0, 0) }, attempt.End), place, stop);
        }
        catch (AmazonS3Exception error) when (S3Faults.Is(error, HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange"))
        {
            return new S3Content(requests, address, 0, ""); // an empty object has no first byte
        }

        using (response)
        {
            // A store that does not know ranges answers with the whole.
            long length = string.IsNullOrEmpty(response.ContentRange) ? response.ContentLength
                : System.Net.Http.Headers.ContentRangeHeaderValue.TryParse(response.ContentRange, out var range) ? range.Length ?? -1 : -1;
            return length >= 0 && response.ETag is { Length: > 0 } tag
                ? new S3Content(requests, address, length, tag)
                : throw new StoreException($"'{S3Faults.Clean(place)}': the store tells no length or no ETag of it", mayPass: false);
        }
    }

    /// <inheritdoc/>
    public RangedStream OpenRanges(CancellationToken stop) =>
        new(Length, BlockBytes, MostBlocks, (from, buffer) => ReadAsync(from, buffer, stop).GetAwaiter().GetResult());

    private async Task<bool> ReadAsync(long from, Memory<byte> buffer, CancellationToken stop)
    {
        string place = Path;
        try
        {
            return await _requests.GetAsync(
                () => new GetObjectRequest { BucketName = _address.Bucket, Key = _address.Key, ByteRange = new ByteRange(from, from + buffer.Length - 1), EtagToMatch = _tag },
                (response, attempt) => FillAsync(response, from, buffer, attempt), place, stop).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (S3Faults.Is(error, HttpStatusCode.PreconditionFailed, "InvalidRange") || S3Faults.IsMissing(error))
        {
            throw Changed(error);
        }
        catch (AmazonS3Exception error)
        {
            throw S3Faults.Of(error, place);
        }
    }

    private async Task<bool> FillAsync(GetObjectResponse response, long from, Memory<byte> buffer, S3Attempt attempt)
    {
        if (response.ETag != _tag)
        {
            throw Changed(null);
        }

        bool isRange = System.Net.Http.Headers.ContentRangeHeaderValue.TryParse(response.ContentRange ?? "", out var range) && range.From == from && range.To == from + buffer.Length - 1;
        if (!isRange && (from > 0 || response.ContentLength != buffer.Length))
        {
            throw new StoreException($"'{S3Faults.Clean(Path)}': {buffer.Length} bytes from {from} were asked for, and the store gave others; it must know the header Range", mayPass: false);
        }

        int done = await S3Requests.FillAsync(response.ResponseStream, buffer, attempt).ConfigureAwait(false);
        return done == buffer.Length ? true : throw new EndOfStreamException($"{done} of {buffer.Length} bytes came");
    }

    private StoreException Changed(Exception? cause) => new($"'{S3Faults.Clean(Path)}' has changed while it was read; run it again", mayPass: false, cause) { HasChanged = true };
}

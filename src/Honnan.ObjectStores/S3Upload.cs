using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>
/// An object that is being written, from its beginning to its end: a small one is put in one request, a larger one part by part.
/// Nothing is seen of it before <see cref="Complete"/>; disposed without, nothing stays of it.
/// </summary>
/// <param name="requests">Asks the store.</param>
/// <param name="address">Where it goes.</param>
/// <param name="replace">Whether an object that is there is replaced.</param>
internal sealed class S3Upload(S3Requests requests, S3Address address, bool replace) : Stream
{
    /// <summary>Bytes of a part. The protocol has 10,000 parts at most, each but the last of 5 MiB at least.</summary>
    internal const int PartBytes = 8 << 20;

    private const int Md5Bytes = 16;
    private const string Anything = "*"; // of If-None-Match: no object may be there

    private readonly string _place = address.ToString();
    private readonly MemoryStream _part = new();
    private readonly List<PartETag> _parts = [];
    private string? _upload;
    private long _written;

    /// <summary>What went wrong; null where nothing did. Writers of Parquet tell of it in other words.</summary>
    public StoreException? Failure { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => _written;

    /// <inheritdoc/>
    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            if (_part.Length == PartBytes)
            {
                Send();
            }

            int count = (int)Math.Min(buffer.Length, PartBytes - _part.Length);
            _part.Write(buffer[..count]);
            _written += count;
            buffer = buffer[count..];
        }
    }

    /// <summary>Makes the object seen.</summary>
    /// <returns>False where one is there that is not to be replaced.</returns>
    /// <exception cref="StoreException">The store fails.</exception>
    public bool Complete()
    {
        if (Failure is not null)
        {
            throw new InvalidOperationException("an upload that failed cannot be completed", Failure);
        }

        if (_upload is null)
        {
            return Put();
        }

        Send();
        bool done = Finish();
        _upload = done ? null : _upload;
        return done;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _upload is { } upload)
        {
            _upload = null;
            End(upload);
        }

        base.Dispose(disposing);
    }

    private bool Put()
    {
        try
        {
            // Where another process puts the same object at this moment (ConditionalRequestConflict), the next try's answer says whether it has.
            Ask(attempt => requests.Client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    InputStream = new MemoryStream(_part.GetBuffer(), 0, (int)_part.Length),
                    IfNoneMatch = replace ? null : Anything,
                    StreamTransferProgress = (_, _) => attempt.Moves(),
                },
                attempt.End));
            return true;
        }
        catch (AmazonS3Exception error) when (S3Faults.Is(error, HttpStatusCode.PreconditionFailed, "PreconditionFailed"))
        {
            return false;
        }
        catch (AmazonS3Exception error)
        {
            throw S3Faults.Of(error, _place);
        }
    }

    private bool Finish()
    {
        try
        {
            Ask(attempt => requests.Client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    UploadId = _upload,
                    PartETags = _parts,
                    IfNoneMatch = replace ? null : Anything,
                },
                attempt.End), requests.Joining);
            return true;
        }
        catch (AmazonS3Exception error) when (S3Faults.Is(error, HttpStatusCode.PreconditionFailed, "PreconditionFailed"))
        {
            return false;
        }
        catch (AmazonS3Exception error) when (S3Faults.IsMissing(error))
        {
            return IsThere() ? true : throw Ended(error);
        }
        catch (AmazonS3Exception error)
        {
            throw S3Faults.Of(error, _place);
        }
    }

    /// <summary>Whether the object is this very one: of a completion whose answer was lost, the next try finds the upload gone.</summary>
    private bool IsThere()
    {
        try
        {
            GetObjectMetadataResponse found = Ask(attempt => requests.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = address.Bucket, Key = address.Key }, attempt.End));
            return found.ContentLength == _written && string.Equals(found.ETag?.Trim('"'), WholeTag(), StringComparison.OrdinalIgnoreCase);
        }
        catch (AmazonS3Exception)
        {
            return false;
        }
    }

    /// <summary>The ETag of an object of these parts: the MD5 of theirs, and how many they are. Where a store makes others, "" or one that is not the object's.</summary>
    private string WholeTag()
    {
        byte[] all = new byte[_parts.Count * Md5Bytes];
        for (int i = 0; i < _parts.Count; i++)
        {
            string tag = _parts[i].ETag.Trim('"');
            if (Convert.FromHexString(tag, all.AsSpan(i * Md5Bytes, Md5Bytes), out int used, out int written) != OperationStatus.Done || used != tag.Length || written != Md5Bytes)
            {
                return "";
            }
        }

#pragma warning disable CA5351 // the protocol's; it keeps nothing secret
        return string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(MD5.HashData(all))}-{_parts.Count}");
#pragma warning restore CA5351
    }

    private void Send()
    {
        try
        {
            _upload ??= Begin();
            UploadPartResponse sent = Ask(attempt => requests.Client.UploadPartAsync(
                new UploadPartRequest
                {
                    BucketName = address.Bucket,
                    Key = address.Key,
                    UploadId = _upload,
                    PartNumber = _parts.Count + 1,
                    PartSize = _part.Length,
                    InputStream = new MemoryStream(_part.GetBuffer(), 0, (int)_part.Length),
                    StreamTransferProgress = (_, _) => attempt.Moves(),
                },
                attempt.End));
            _parts.Add(new PartETag(sent));
            _part.SetLength(0);
        }
        catch (Exception error)
        {
            Failure = error is AmazonS3Exception && _upload is not null && S3Faults.IsMissing(error) ? Ended(error) : S3Faults.Of(error, _place);
            throw Failure;
        }
    }

    /// <summary>The upload is no more: another process has ended it to begin its own, or it was completed, the answer lost, and the object cannot be told from another.</summary>
    private StoreException Ended(Exception error) =>
        new($"'{S3Faults.Clean(_place)}': the upload was ended by another process, or its end was not answered; the same command goes on", mayPass: true, error);

    /// <summary>Begins, once what killed processes began of the same object is cleared away: it would be paid for until somebody looks.</summary>
    private string Begin()
    {
        ListMultipartUploadsResponse left = Ask(attempt => requests.Client.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = address.Bucket, Prefix = address.Key }, attempt.End));
        foreach (MultipartUpload upload in (left.MultipartUploads ?? []).Where(upload => upload.Key == address.Key))
        {
            End(upload.UploadId);
        }

        return Ask(attempt => requests.Client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key }, attempt.End)).UploadId;
    }

    private void End(string upload)
    {
        try
        {
            Ask(attempt => requests.Client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key, UploadId = upload }, attempt.End));
        }
        catch (Exception error) when (error is AmazonS3Exception or StoreException)
        {
            // It is no more, or the store is down, which is told elsewhere: nobody sees the parts, and the next upload of the object clears them away.
        }
    }

    private T Ask<T>(Func<S3Attempt, Task<T>> request, TimeSpan? silence = null) => requests.Wait(request, _place, CancellationToken.None, silence);
}

using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Honnan.Data;
using Honnan.Data.Sources;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>What lies below a prefix of a bucket, as a folder.</summary>
internal sealed class S3Files : IFileStore
{
    private readonly IAmazonS3 _client;
    private readonly S3Address _folder;
    private readonly S3Requests _requests;

    /// <summary>Asks for nothing yet.</summary>
    /// <param name="client">The SDK's client, which is disposed with this.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="patience">How long and how often the store is waited for.</param>
    public S3Files(IAmazonS3 client, S3Address folder, S3Patience patience)
    {
        (_client, _folder) = (client, folder.IsFolder ? folder : folder with { Key = folder.Key + "/" });
        _requests = new S3Requests(client, patience);
    }

    /// <inheritdoc/>
    public string Place => _folder.ToString();

    /// <inheritdoc/>
    public string? PassedOver { get; private set; }

    /// <inheritdoc/>
    public string PathOf(string name) => Place + name;

    /// <inheritdoc/>
    public bool HasFile(string name)
    {
        try
        {
            _requests.Wait(attempt => _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _folder.Bucket, Key = At(name).Key }, attempt.End), PathOf(name), CancellationToken.None);
            return true;
        }
        catch (AmazonS3Exception error) when (S3Faults.IsMissing(error))
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool HasFolder(string folder) => Listing(folder).Any(CancellationToken.None);

    /// <inheritdoc/>
    public IEnumerable<string> Folders(CancellationToken stop) => Listing("").Folders(stop);

    /// <inheritdoc/>
    public IEnumerable<StoredFile> List(string folder, bool deep, CancellationToken stop)
    {
        S3Listing listing = Listing(folder);
        string below = folder.Length == 0 ? "" : folder + "/";
        List<StoredFile> files = [.. listing.Files(deep, stop).Select(file => file with { Name = below + file.Name })];
        PassedOver = listing.Unfit.Count == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{listing.Unfit.Count} objects in '{Place}' have keys that no folder's file has (with empty parts, '.' or '..'), and are passed over; the first is '{S3Faults.Clean(listing.Unfit[0])}'");
        return files;
    }

    /// <inheritdoc/>
    public IStoredContent Open(string name, CancellationToken stop)
    {
        try
        {
            return S3Content.Open(_requests, At(name), stop);
        }
        catch (AmazonS3Exception error) when (S3Faults.IsMissing(error))
        {
            throw SourceRoot.NoSuchFile(error);
        }
        catch (AmazonS3Exception error)
        {
            throw S3Faults.Of(error, PathOf(name));
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(string name, long most, CancellationToken stop)
    {
        try
        {
            return await _requests.GetAsync(
                () => new GetObjectRequest { BucketName = _folder.Bucket, Key = At(name).Key }, (response, attempt) => WholeAsync(response, most, attempt), PathOf(name), stop).ConfigureAwait(false);
        }
        catch (AmazonS3Exception error) when (S3Faults.IsMissing(error))
        {
            throw SourceRoot.NoSuchFile(error);
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == "InvalidObjectState")
        {
            throw new InputException("cannot be read: the object is archived", error);
        }
        catch (AmazonS3Exception error)
        {
            throw S3Faults.Of(error, PathOf(name));
        }
    }

    /// <inheritdoc/>
    public bool Write(string name, bool replace, Action<Stream> write)
    {
        using var upload = new S3Upload(_requests, At(name), replace);
        try
        {
            write(upload);
        }
        catch when (upload.Failure is { } failure)
        {
            throw new StoreException(failure.Message, failure.MayPass, failure);
        }

        return upload.Complete();
    }

    /// <inheritdoc/>
    public void Delete(string name) =>
        _requests.Wait(attempt => _client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = _folder.Bucket, Key = At(name).Key }, attempt.End), PathOf(name), CancellationToken.None);

    /// <summary>Takes nothing: an object store has no locks that go with a process. That nothing is written over is a condition of each writing.</summary>
    public IDisposable Claim(string folder, string file) => new NoClaim();

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private S3Address At(string name) => _folder with { Key = _folder.Key + name };

    private S3Listing Listing(string folder) => new(_requests, folder.Length == 0 ? _folder : At(folder + "/"));

    /// <summary>An answer's bytes: as many as it says, if that is not too many, or until it ends.</summary>
    private static async Task<byte[]> WholeAsync(GetObjectResponse response, long most, S3Attempt attempt)
    {
        if (response.ContentLength > most)
        {
            throw SourceRoot.TooLarge(most);
        }

        if (response.ContentLength >= 0)
        {
            byte[] bytes = new byte[response.ContentLength];
            int done = await S3Requests.FillAsync(response.ResponseStream, bytes, attempt).ConfigureAwait(false);
            return done == bytes.Length ? bytes : throw new EndOfStreamException($"{done} of {bytes.Length} bytes came");
        }

        using var whole = new MemoryStream();
        byte[] block = new byte[1 << 16];
        for (int count; (count = await S3Requests.FillAsync(response.ResponseStream, block, attempt).ConfigureAwait(false)) > 0;)
        {
            whole.Write(block, 0, count);
            if (whole.Length > most)
            {
                throw SourceRoot.TooLarge(most);
            }
        }

        return whole.ToArray();
    }

    private sealed class NoClaim : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

using Amazon.Runtime;
using Amazon.S3;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>Opens object stores by what the environment says: credentials, region and endpoint by the SDK's own chain.</summary>
public static class ObjectStore
{
    /// <summary>The variable that has requests go without a signature, to what everybody may read. GDAL has it, too.</summary>
    public const string Unsigned = "AWS_NO_SIGN_REQUEST";

    private const string Attempts = "AWS_MAX_ATTEMPTS";
    private const string AnyRegion = "us-east-1"; // signed with, and looked at by few stores but Amazon's
    private const int Retries = 6; // by the standard way of the SDK, which waits up to 20 s before one
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(2);

    /// <summary>What lies below an address, as a folder; the caller disposes it. Nothing is asked for yet.</summary>
    /// <exception cref="StoreException">No credentials can be found.</exception>
    public static IFileStore Open(S3Address folder)
    {
        try
        {
            return new S3Files(Client(), folder);
        }
        catch (AmazonClientException error)
        {
            throw S3Faults.Of(error, folder.ToString());
        }
    }

    /// <summary>A client as the environment has it; the caller disposes it.</summary>
    internal static IAmazonS3 Client()
    {
        var config = new AmazonS3Config
        {
            RetryMode = RequestRetryMode.Standard,
            ConnectTimeout = ConnectTimeout,
            Timeout = RequestTimeout,
            ClientAppId = "honnan",
            DisableLogging = true,
        };
        if (Environment.GetEnvironmentVariable(Attempts) is not { Length: > 0 })
        {
            config.MaxErrorRetry = Retries;
        }

        // An endpoint of one's own has buckets in the path: names for each of them in the DNS are Amazon's. It is set anew, since
        // AWSSDK.Core 4.1.0 forgets one from the environment where it looks for a region, too.
        if (config.ServiceURL is { Length: > 0 } endpoint)
        {
            config.ServiceURL = endpoint;
            config.ForcePathStyle = true;
            config.AuthenticationRegion = FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? AnyRegion;
        }

        bool unsigned = Environment.GetEnvironmentVariable(Unsigned)?.ToUpperInvariant() is "YES" or "TRUE" or "1";
        return unsigned ? new AmazonS3Client(new AnonymousAWSCredentials(), config) : new AmazonS3Client(config);
    }
}

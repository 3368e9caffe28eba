using Amazon.Runtime;
using Amazon.S3;
using Honnan.Data;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>Opens object stores by what the environment says: credentials, region and endpoint by the SDK's own chain.</summary>
public static class ObjectStore
{
    /// <summary>The variable that has requests go without a signature, to what everybody may read. GDAL has it, too.</summary>
    public const string Unsigned = "AWS_NO_SIGN_REQUEST";

    private const string AnyRegion = "us-east-1"; // signed with, and looked at by few stores but Amazon's
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromMinutes(30); // of the whole of it; how long nothing may come is S3Patience's

    /// <summary>What lies below an address, as a folder; the caller disposes it. Nothing is asked for yet.</summary>
    /// <param name="folder">The address.</param>
    /// <param name="tell">Told in a line where the store does not answer and is asked again.</param>
    /// <exception cref="InputException">A variable of the environment is wrong.</exception>
    /// <exception cref="StoreException">No credentials can be found.</exception>
    public static IFileStore Open(S3Address folder, Action<string> tell)
    {
        S3Patience patience = S3Patience.Of(Environment.GetEnvironmentVariable(S3Patience.TriesVariable)) with { Tell = tell };
        try
        {
            return new S3Files(Client(), folder, patience);
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
            MaxErrorRetry = 0, // S3Requests tries again
            ConnectTimeout = ConnectTimeout,
            Timeout = RequestTimeout,
            ClientAppId = "honnan",
            DisableLogging = true,
        };

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

using Amazon.Runtime;
using Amazon.S3;
using Honnan.ObjectStores.Tests.Serving;

namespace Honnan.ObjectStores.Tests;

/// <summary>Opens the tests' own store.</summary>
internal static class Stores
{
    public static S3Files Open(ObjectServer server, string address, int retries = 2, string secret = Signature.Secret, TimeSpan? patience = null) =>
        new(Client(server.Address, retries, secret), S3Address.Parse(address), patience);

    public static AmazonS3Client Client(Uri address, int retries = 2, string secret = Signature.Secret) => new(
        new BasicAWSCredentials(Signature.KeyId, secret),
        new AmazonS3Config { ServiceURL = address.ToString(), AuthenticationRegion = "eu-test-1", ForcePathStyle = true, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = retries, Timeout = TimeSpan.FromSeconds(20) });
}

using Amazon.Runtime;
using Amazon.S3;
using Honnan.ObjectStores.Tests.Serving;

namespace Honnan.ObjectStores.Tests;

/// <summary>Opens the tests' own store.</summary>
internal static class Stores
{
    /// <summary>The patience of most tests: pauses are short, and no slow machine is taken for a silent store.</summary>
    public static S3Patience Patience { get; } = new() { Tries = 3, Silence = TimeSpan.FromHours(2), Clock = new HurriedClock(100) };

    public static S3Files Open(ObjectServer server, string address, string secret = Signature.Secret, S3Patience? patience = null) =>
        new(Client(server.Address, secret), S3Address.Parse(address), patience ?? Patience);

    public static AmazonS3Client Client(Uri address, string secret = Signature.Secret) => new(
        new BasicAWSCredentials(Signature.KeyId, secret),
        new AmazonS3Config { ServiceURL = address.ToString(), AuthenticationRegion = "eu-test-1", ForcePathStyle = true, RetryMode = RequestRetryMode.Standard, MaxErrorRetry = 0, Timeout = TimeSpan.FromSeconds(60) });
}

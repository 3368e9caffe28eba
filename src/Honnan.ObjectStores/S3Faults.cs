using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using Honnan.Data;
using Honnan.Data.Stores;

namespace Honnan.ObjectStores;

/// <summary>Tells in one line what went wrong with a request, and whether a later one may do better.</summary>
internal static class S3Faults
{
    private const int MostTold = 200; // characters of what a store says
    private const string NoStoreTold = "what answers is no object store that speaks S3 (a web page, perhaps); look at AWS_ENDPOINT_URL_S3 (or AWS_ENDPOINT_URL)";
    private const string SdksOwn = "Error making request with Error Code"; // where the answer brought no words of the store's

    private static readonly string[] Credentials = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "ExpiredToken", "InvalidToken", "TokenRefreshRequired", "InvalidClientTokenId", "ExpiredTokenException"];
    private static readonly string[] Region = ["PermanentRedirect", "AuthorizationHeaderMalformed", "TemporaryRedirect"];
    private static readonly string[] Busy = ["SlowDown", "ServiceUnavailable", "RequestTimeout", "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequests", "ConditionalRequestConflict", "OperationAborted"];

    /// <summary>Whether a request is answered with a status, or with one of the error codes.</summary>
    public static bool Is(Exception error, HttpStatusCode status, params ReadOnlySpan<string> codes) =>
        error is AmazonS3Exception told && (told.StatusCode == status || codes.Contains(told.ErrorCode));

    /// <summary>Whether an object is not there, in a bucket that is.</summary>
    public static bool IsMissing(Exception error) => error is AmazonS3Exception { ErrorCode: not "NoSuchBucket", StatusCode: HttpStatusCode.NotFound };

    /// <summary>Whether what a request's answer brings broke off, or waited too long, so that it is worth asking again.</summary>
    public static bool IsBrokenOff(Exception error) => Chain(error).Any(e => e is HttpRequestException or IOException or SocketException or TimeoutException or OperationCanceledException or CryptographicException)
        || IsDamaged(error);

    /// <summary>Whether nothing came for too long.</summary>
    public static bool IsSilence(Exception error) => Chain(error).Any(e => e is TimeoutException or OperationCanceledException);

    /// <summary>What is told where something answers that is no store.</summary>
    public static StoreException NoStore(string place, Exception? cause) => new($"'{Clean(place)}': {NoStoreTold}", mayPass: false, cause);

    /// <summary>What is told of an error.</summary>
    /// <param name="error">What the SDK threw; never the end that a caller asked for.</param>
    /// <param name="place">What was asked for, as a user names it.</param>
    public static StoreException Of(Exception error, string place)
    {
        if (error is StoreException told)
        {
            return told;
        }

        (string what, bool mayPass) = error switch
        {
            AmazonServiceException { ErrorCode: "NoSuchBucket" } => ("there is no such bucket", false),
            AmazonServiceException { ErrorCode: { } code } service when Credentials.Contains(code, StringComparer.Ordinal) => ($"the store refuses the credentials ({Said(service)})", false),
            AmazonServiceException { ErrorCode: { } code } service when Region.Contains(code, StringComparer.Ordinal) || (int)service.StatusCode is 301 or 307 => ($"the bucket is in another region; set AWS_REGION ({Said(service)})", false),
            AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } => ("this machine's clock and the store's differ too much", false),
            AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } service => ($"access denied ({Said(service)})", false),
            AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => ("there is no such object", false),
            AmazonServiceException { StatusCode: HttpStatusCode.NotImplemented } service => ($"the store does not know what was asked of it ({Said(service)})", false),
            AmazonServiceException service when (int)service.StatusCode is 408 or 409 or 429 or 503 || Busy.Contains(service.ErrorCode, StringComparer.Ordinal) => ($"the store is too busy ({Said(service)})", true),
            AmazonServiceException service when (int)service.StatusCode >= 500 || service.ErrorCode == "InternalError" => ($"the store fails ({Said(service)})", true),
            AmazonServiceException service when (int)service.StatusCode is >= 400 => ($"the store refuses ({Said(service)})", false),
            AmazonClientException when error.Message.Contains("No RegionEndpoint", StringComparison.Ordinal) => ("no region was found; set AWS_REGION, or for another store than Amazon's AWS_ENDPOINT_URL_S3", false),
            _ when IsDamaged(error) => ("what came is not what the store has by its ETag or checksum", true),
            AmazonClientException when error.Message.Contains("credentials", StringComparison.OrdinalIgnoreCase) => (
                "no credentials were found (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE, or a role); for what everybody may read, set AWS_NO_SIGN_REQUEST=YES", false),
            _ when IsSilence(error) => ("the store does not answer in time", true),
            _ when Chain(error).OfType<SocketException>().FirstOrDefault() is { } socket => ($"the store cannot be reached ({Clean(socket.Message)})", true),
            _ when IsBrokenOff(error) => ($"the connection broke off ({Clean(Innermost(error).Message)})", true),
            _ when Chain(error).Any(e => e is XmlException) => (NoStoreTold, false),
            _ => (Clean(error.Message), false),
        };
        return new StoreException($"'{Clean(place)}': {what}", mayPass, error);
    }

    /// <summary>A text from a store in a line that a terminal may show: nothing of it is a control character.</summary>
    public static string Clean(string text)
    {
        string plain = string.Concat(OneLine.Of(new InputException(text)).Select(c => char.IsControl(c) ? '\uFFFD' : c));
        return plain.Length <= MostTold ? plain : string.Concat(plain.AsSpan(0, MostTold), "…");
    }

    // The SDK has no type for it.
    private static bool IsDamaged(Exception error) => error is AmazonClientException
        && (error.Message.Contains("checksum", StringComparison.OrdinalIgnoreCase) || error.Message.Contains("hash", StringComparison.OrdinalIgnoreCase));

    private static string Said(AmazonServiceException error)
    {
        string status = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"status {(int)error.StatusCode}");
        if (error.Message?.StartsWith(SdksOwn, StringComparison.Ordinal) == true)
        {
            return status; // the code is made of it
        }

        string code = error.ErrorCode is { Length: > 0 } named ? named : status;
        return error.Message is { Length: > 0 } message && message != code ? $"{Clean(code)}: {Clean(message)}" : Clean(code);
    }

    private static Exception Innermost(Exception error) => Chain(error).Last();

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>Signatures of requests, version 4 (AWS4-HMAC-SHA256), computed anew from what came.</summary>
internal static class Signature
{
    public const string KeyId = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// <summary>Throws where a request is not signed by the secret.</summary>
    public static void Check(SeenRequest request)
    {
        string? header = request.Headers["Authorization"];
        if (header?.StartsWith("AWS4-HMAC-SHA256 ", StringComparison.Ordinal) != true)
        {
            throw new Refusal(403, "AccessDenied", "Access Denied");
        }

        var parts = header["AWS4-HMAC-SHA256 ".Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string[] scope = parts["Credential"].Split('/'); // key, date, region, service, aws4_request
        if (scope[0] != KeyId)
        {
            throw new Refusal(403, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.");
        }

        string[] signed = parts["SignedHeaders"].Split(';');
        if (!signed.Contains("host") || !signed.Contains("x-amz-date") || !signed.Contains("x-amz-content-sha256"))
        {
            throw new Refusal(403, "AccessDenied", "too little is signed");
        }

        string query = string.Join('&', request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Contains('=') ? p : p + "=").Order(StringComparer.Ordinal));
        string canonical = string.Join('\n', [request.Method, request.Path, query, .. signed.Select(name => $"{name}:{request.Headers[name]?.Trim()}"), "", parts["SignedHeaders"], request.Headers["x-amz-content-sha256"]!]);
        string text = string.Join('\n', "AWS4-HMAC-SHA256", request.Headers["x-amz-date"], string.Join('/', scope[1..]), Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical))));
        byte[] key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (k, word) => HMACSHA256.HashData(k, Encoding.UTF8.GetBytes(word)));
        if (Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) != parts["Signature"])
        {
            throw new Refusal(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
        }
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}

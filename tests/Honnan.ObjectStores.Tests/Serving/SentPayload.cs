using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>A request's body as the SDK sends it: plain or in chunks of its own (aws-chunked), with checksums in headers or after it, which are verified.</summary>
internal static class SentPayload
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Enumerable.Range(0, 8).Aggregate((uint)i, (c, _) => (c & 1) != 0 ? (c >> 1) ^ 0xEDB88320 : c >> 1))];

    /// <summary>The object's bytes.</summary>
    /// <exception cref="Refusal">They are not what the request says of them.</exception>
    public static byte[] Read(SeenRequest request, byte[] body)
    {
        string said = request.Headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD"; // of requests without a signature, which are let pass or not elsewhere
        var trailers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (said.StartsWith("STREAMING-", StringComparison.Ordinal))
        {
            body = Unchunk(body, trailers);
            Expect(body.Length.ToString(CultureInfo.InvariantCulture) == request.Headers["x-amz-decoded-content-length"], "IncompleteBody");
        }
        else if (said != "UNSIGNED-PAYLOAD")
        {
            Expect(said == Convert.ToHexStringLower(SHA256.HashData(body)), "XAmzContentSHA256Mismatch");
        }

        string? crc = trailers.GetValueOrDefault("x-amz-checksum-crc32") ?? request.Headers["x-amz-checksum-crc32"];
        Expect(crc is null || crc == Crc32(body), "BadDigest");
        if (request.Method == "PUT" && request.Key.Length > 0)
        {
            Expect(crc is not null, "MissingChecksum"); // the SDK's own default: every object goes with one
        }

        return body;
    }

    private static byte[] Unchunk(byte[] body, Dictionary<string, string> trailers)
    {
        using var whole = new MemoryStream();
        int at = 0;
        while (true)
        {
            string head = Line(body, ref at);
            int count = int.Parse(head.Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (count == 0)
            {
                break;
            }

            Expect(at + count + 2 <= body.Length && body[at + count] == '\r', "IncompleteBody");
            whole.Write(body, at, count);
            at += count + 2;
        }

        for (string line = Line(body, ref at); line.Length > 0; line = at < body.Length ? Line(body, ref at) : "")
        {
            string[] parts = line.Split(':', 2);
            trailers[parts[0]] = parts[1].Trim();
        }

        return whole.ToArray();
    }

    private static string Line(byte[] body, ref int at)
    {
        int end = body.AsSpan(at).IndexOf("\r\n"u8);
        Expect(end >= 0, "IncompleteBody");
        string line = Encoding.ASCII.GetString(body, at, end);
        at += end + 2;
        return line;
    }

    private static string Crc32(byte[] bytes)
    {
        uint crc = ~bytes.Aggregate(uint.MaxValue, (c, b) => Table[(c ^ b) & 0xFF] ^ (c >> 8));
        return Convert.ToBase64String([(byte)(crc >> 24), (byte)(crc >> 16), (byte)(crc >> 8), (byte)crc]);
    }

    private static void Expect(bool fits, string code)
    {
        if (!fits)
        {
            throw new Refusal(400, code, "the body is not what the request says");
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Honnan.ObjectStores.Tests.Serving;

/// <summary>
/// An object store that speaks S3 on the loopback address, as much of it as the product uses: signatures and checksums are
/// verified, conditions are kept, and a test may have any request fail.
/// </summary>
internal sealed class ObjectServer : IDisposable
{
    private const string Xml = "application/xml";

    private readonly HttpListener _listener;
    private readonly ConcurrentBag<Task> _answering = [];
    private readonly Task _serving;

    public ObjectServer()
    {
        (_listener, Address) = Listen();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    public ConcurrentDictionary<string, StoredBucket> Buckets { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    /// <summary>Whether requests must be signed.</summary>
    public bool IsOpenToAll { get; set; }

    /// <summary>What happens in place of an answer, or before it; by default nothing.</summary>
    public Action<SeenRequest> Before { get; set; } = _ => { };

    /// <summary>Whether the answer to a request that was done is lost on its way.</summary>
    public Func<SeenRequest, bool> Loses { get; set; } = _ => false;

    /// <summary>What happens once a request is done; a <see cref="Refusal"/> is then the answer in the place of its own.</summary>
    public Action<SeenRequest> After { get; set; } = _ => { };

    /// <summary>Of an object's bytes: how many are sent before the connection is cut; null for all.</summary>
    public Func<SeenRequest, int?> CutAfter { get; set; } = _ => null;

    /// <summary>What is answered to listings by something that is no store; null for a listing.</summary>
    public string? InPlaceOfListings { get; set; }

    /// <summary>How long the second half of an answer's bytes waits.</summary>
    public Func<SeenRequest, TimeSpan> Wait { get; set; } = _ => TimeSpan.Zero;

    public StoredBucket Bucket(string name) => Buckets.GetOrAdd(name, _ => new StoredBucket());

    public void Put(string bucket, string key, byte[] bytes) => Bucket(bucket).Put(key, bytes, null);

    /// <summary>Puts every file below a folder.</summary>
    public void PutFolder(string bucket, string prefix, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            Put(bucket, prefix + Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        }
    }

    public string[] Keys(string bucket) => [.. Bucket(bucket).Objects.Keys];

    /// <summary>Has bytes that come differ from what the ETag says, where it is asked to.</summary>
    public Func<SeenRequest, bool> Damages { get; set; } = _ => false;

    public int Count(string method) => Requests.Count(request => request.Method == method);

    public void Dispose()
    {
        _listener.Stop();
        _serving.Wait();
        Task.WaitAll([.. _answering]);
        _listener.Close();
    }

    private static (HttpListener Listener, Uri Address) Listen()
    {
        while (true)
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            string address = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            probe.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, new Uri(address));
            }
            catch (HttpListenerException)
            {
                listener.Close(); // another program took the port meanwhile
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                _answering.Add(Task.Factory.StartNew(() => Answer(context), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)); // some wait
            }
            catch (Exception error) when (error is HttpListenerException or InvalidOperationException) // it was stopped, maybe since it was looked at
            {
                return;
            }
        }
    }

    private void Answer(HttpListenerContext context)
    {
        string[] url = context.Request.RawUrl!.Split('?', 2);
        var request = new SeenRequest(context.Request.HttpMethod, url[0], url.Length > 1 ? url[1] : "", (WebHeaderCollection)context.Request.Headers);
        Requests.Enqueue(request);
        try
        {
            using var body = new MemoryStream();
            context.Request.InputStream.CopyTo(body);
            try
            {
                if (request is { Method: "POST", Path: "/" })
                {
                    Send(request, context.Response, Xml, Encoding.UTF8.GetBytes(TokenService.Answer(body.ToArray())));
                    context.Response.Close();
                    return;
                }

                Before(request);
                if (!IsOpenToAll)
                {
                    Signature.Check(request);
                }

                Do(request, SentPayload.Read(request, body.ToArray()), context.Response);
                After(request);
            }
            catch (Refusal refusal)
            {
                context.Response.StatusCode = refusal.Status;
                Send(request, context.Response, Xml, Encoding.UTF8.GetBytes(refusal.Xml));
            }

            context.Response.Close();
        }
        catch (Exception error) when (error is HttpListenerException or IOException or InvalidOperationException)
        {
            context.Response.Abort(); // the other side hung up, or this one does
        }
    }

    private void Do(SeenRequest request, byte[] body, HttpListenerResponse response)
    {
        StoredBucket bucket = Buckets.TryGetValue(request.Bucket, out StoredBucket? found) ? found : throw new Refusal(404, "NoSuchBucket", "The specified bucket does not exist");
        string? upload = request["uploadId"];
        switch (request.Method)
        {
            case "GET" when request.IsListing && InPlaceOfListings is { } page:
                Send(request, response, Xml, Encoding.UTF8.GetBytes(page));
                break;
            case "GET" when request.IsListing:
                Send(request, response, Xml, Encoding.UTF8.GetBytes(bucket.List(request)));
                break;
            case "GET" when request.Has("uploads"):
                Send(request, response, Xml, Encoding.UTF8.GetBytes(bucket.ListUploads(request["prefix"] ?? "")));
                break;
            case "GET" or "HEAD":
                Give(request, bucket.Find(request.Key) ?? throw new Refusal(404, "NoSuchKey", "The specified key does not exist."), response);
                break;
            case "PUT" when upload is not null:
                response.Headers["ETag"] = bucket.PutPart(upload, int.Parse(request["partNumber"]!, CultureInfo.InvariantCulture), body).Tag;
                break;
            case "PUT":
                response.Headers["ETag"] = bucket.Put(request.Key, body, request.Headers["If-None-Match"]).Tag;
                break;
            case "POST" when request.Has("uploads"):
                Send(request, response, Xml, Encoding.UTF8.GetBytes(bucket.Begin(request.Key)));
                break;
            case "POST" when upload is not null:
                Send(request, response, Xml, Encoding.UTF8.GetBytes(bucket.Complete(upload, Encoding.UTF8.GetString(body), request.Headers["If-None-Match"])));
                break;
            case "DELETE" when upload is not null:
                bucket.Abort(upload);
                response.StatusCode = 204;
                break;
            case "DELETE":
                bucket.Delete(request.Key);
                response.StatusCode = 204;
                break;
            default:
                throw new Refusal(501, "NotImplemented", "A header or query you provided implies functionality that is not implemented.");
        }
    }

    private void Give(SeenRequest request, StoredObject stored, HttpListenerResponse response)
    {
        if (request.Headers["If-Match"] is { } tag && tag != stored.Tag)
        {
            throw new Refusal(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
        }

        response.Headers["ETag"] = stored.Tag;
        response.Headers["Last-Modified"] = stored.Written.ToString("R", CultureInfo.InvariantCulture);
        ReadOnlyMemory<byte> bytes = stored.Bytes;
        if (request.Headers["Range"] is { } range)
        {
            RangeItemHeaderValue item = RangeHeaderValue.Parse(range).Ranges.Single();
            (long from, long to) = (item.From!.Value, Math.Min(item.To!.Value, bytes.Length - 1));
            if (from >= bytes.Length)
            {
                throw new Refusal(416, "InvalidRange", "The requested range is not satisfiable");
            }

            response.StatusCode = 206;
            response.Headers["Content-Range"] = $"bytes {from}-{to}/{bytes.Length}";
            bytes = bytes.Slice((int)from, (int)(to - from + 1));
        }

        if (Damages(request) && bytes.Length > 0)
        {
            byte[] damaged = bytes.ToArray();
            damaged[^1] ^= 1;
            bytes = damaged;
        }

        Send(request, response, "application/octet-stream", bytes);
    }

    private void Send(SeenRequest request, HttpListenerResponse response, string type, ReadOnlyMemory<byte> bytes)
    {
        response.ContentType = type;
        response.ContentLength64 = bytes.Length;
        if (Loses(request))
        {
            response.OutputStream.Write(bytes.Span[..1]);
            throw new IOException("lost");
        }

        if (request.Method == "HEAD")
        {
            return;
        }

        bool isObject = type != Xml;
        if (Wait(request) is { Ticks: > 0 } wait)
        {
            response.OutputStream.Write(bytes.Span[..(bytes.Length / 2)]);
            response.OutputStream.Flush();
            Thread.Sleep(wait);
            bytes = bytes[(bytes.Length / 2)..];
        }

        int? cut = isObject ? CutAfter(request) : null;
        response.OutputStream.Write(bytes.Span[..Math.Min(bytes.Length, cut ?? int.MaxValue)]);
        if (cut < bytes.Length)
        {
            response.OutputStream.Flush();
            throw new IOException("cut");
        }
    }
}

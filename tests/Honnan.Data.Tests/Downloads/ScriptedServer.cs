using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Honnan.Data.Tests.Downloads;

/// <summary>
/// An HTTP server on the loopback address that answers each request as the test's script says, byte for byte, so that it can
/// lie, stall and hang up.
/// </summary>
internal sealed class ScriptedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private readonly Func<int, string, Answer> _script;

    /// <param name="script">From the request's number, from 0, and its header: what to answer.</param>
    public ScriptedServer(Func<int, string, Answer> script)
    {
        _script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>An answer.</summary>
    /// <param name="Head">Status line and headers, separated by line feeds, without the empty line.</param>
    /// <param name="Body">Bytes that are sent after it, whatever the head says.</param>
    public sealed record Answer(string Head, ReadOnlyMemory<byte> Body)
    {
        /// <summary>Whether nothing more comes, but the connection stays.</summary>
        public bool Stalls { get; init; }
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/file.bin");

    /// <summary>The headers of the requests that came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _serving.ContinueWith(_ => { }, TaskScheduler.Default).Wait();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        for (int number = 0; ; number++)
        {
            using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            NetworkStream stream = client.GetStream();
            string head = await HeadAsync(stream);
            Requests.Enqueue(head);
            Answer answer = _script(number, head);
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer.Head.ReplaceLineEndings("\r\n") + "\r\nConnection: close\r\n\r\n"), _stop.Token);
                await stream.WriteAsync(answer.Body, _stop.Token);
                if (answer.Stalls)
                {
                    await stream.CopyToAsync(Stream.Null, _stop.Token); // until the other side hangs up
                }
            }
            catch (IOException)
            {
                // the other side hung up first
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, _stop.Token) == 1)
        {
            head.Append((char)one[0]);
        }

        return head.ToString();
    }
}

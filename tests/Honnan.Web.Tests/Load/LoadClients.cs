using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using static Honnan.Web.Tests.RunningService;

namespace Honnan.Web.Tests.Load;

/// <summary>Clients that ask a service one request after another.</summary>
/// <param name="service">Asked.</param>
/// <param name="picture">A JPEG; bytes after its end make it another file and no other picture.</param>
internal sealed class LoadClients(RunningService service, byte[] picture)
{
    private const int CachedPictures = 8;

    private readonly Lock _gate = new();
    private long _asked;

    /// <summary>Asks about a picture that was never asked about.</summary>
    public Task<HttpResponseMessage> AskNewAsync() => service.SendAsync(Numbered(CachedPictures + Interlocked.Increment(ref _asked)));

    /// <summary>Asks about one of a few pictures.</summary>
    public Task<HttpResponseMessage> AskAgainAsync() => service.SendAsync(Numbered(Interlocked.Increment(ref _asked) % CachedPictures));

    /// <summary>Asks for a heat map, too.</summary>
    public Task<HttpResponseMessage> AskWhyAsync() => service.SendAsync(Numbered(CachedPictures + Interlocked.Increment(ref _asked)), "?heatmap=true");

    /// <summary>Lets clients ask for a time.</summary>
    /// <param name="clients">How many at once.</param>
    /// <param name="time">For how long.</param>
    /// <param name="asks">What they ask, in turn.</param>
    public async Task<LoadFigures> RunAsync(int clients, TimeSpan time, params Func<Task<HttpResponseMessage>>[] asks)
    {
        (List<double> times, List<string> mistakes, int busy) = ([], [], 0);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            for (int i = client; clock.Elapsed < time; i++)
            {
                long begun = Stopwatch.GetTimestamp();
                string? mistake = null;
                HttpStatusCode? status = null;
                try
                {
                    using HttpResponseMessage answer = await asks[i % asks.Length]();
                    status = answer.StatusCode;
                    mistake = status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests ? null : $"{status}: {await answer.Content.ReadAsStringAsync(Stop)}";
                }
                catch (HttpRequestException error)
                {
                    mistake = error.Message;
                }

                double took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                lock (_gate)
                {
                    if (mistake is not null)
                    {
                        mistakes.Add(mistake);
                    }
                    else if (status == HttpStatusCode.OK)
                    {
                        times.Add(took);
                    }
                    else
                    {
                        busy++;
                    }
                }
            }
        })));
        return new LoadFigures(clock.Elapsed.TotalSeconds, [.. times.Order()], busy, mistakes);
    }

    private byte[] Numbered(long number)
    {
        byte[] file = new byte[picture.Length + sizeof(long)];
        picture.CopyTo(file, 0);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(picture.Length), number);
        return file;
    }
}

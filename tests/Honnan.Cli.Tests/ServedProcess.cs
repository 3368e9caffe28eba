using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Honnan.Cli.Tests;

/// <summary><c>honnan serve</c> as a process of its own, on a free port of this machine.</summary>
internal sealed class ServedProcess : IDisposable
{
    private const int Terminate = 15; // SIGTERM

    private readonly HonnanProcess _process;

    private ServedProcess(HonnanProcess process, int port)
    {
        _process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>Asks it; caller leaves it alone afterwards.</summary>
    public HttpClient Client { get; }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="variables">Of its environment, as NAME=VALUE.</param>
    /// <param name="options">Besides the port.</param>
    public static async Task<ServedProcess> StartAsync(string[] variables, params string[] options)
    {
        int port = FreePort();
        var service = new ServedProcess(HonnanProcess.StartOther("/usr/bin/env", [.. variables, HonnanProcess.Program, "serve", "--port", $"{port}", .. options]), port);
        for (int i = 0; ; i++)
        {
            try
            {
                (await service.Client.GetAsync("/healthz", TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
                return service;
            }
            catch (HttpRequestException)
            {
                Assert.False(service._process.HasExited, service._process.HasExited ? service._process.Wait().Error : "");
                Assert.True(i < 600, "the service did not begin");
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Tells it to end, and waits for that.</summary>
    public Finished End()
    {
        _process.Signal(Terminate);
        return _process.Wait();
    }

    public void Dispose()
    {
        Client.Dispose();
        _process.Dispose();
    }
}

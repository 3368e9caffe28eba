using System.Net;
using Honnan.Inference;

namespace Honnan.Web;

/// <summary>What is served, where, and within which bounds.</summary>
public sealed record WebServiceOptions
{
    /// <summary>Loads the model; called at the start and whenever <see cref="WatchedFile"/> has changed.</summary>
    /// <exception cref="Data.InputException">There is none, or it is damaged.</exception>
    public required Func<CountryPredictor> OpenModel { get; init; }

    /// <summary>Loads the model for the pictures that the service draws itself (examples, the game's streets); called once, when it is first asked. Null, the default: the served one answers them.</summary>
    /// <exception cref="Data.InputException">It is missing or damaged: the served one answers in its place.</exception>
    public Func<CountryPredictor>? OpenDrawnModel { get; init; }

    /// <summary>The file whose change means another model; null where the model never changes.</summary>
    public string? WatchedFile { get; init; }

    /// <summary>How often that file is looked at; default: every 2 seconds.</summary>
    public TimeSpan WatchEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The address to listen on; default: this machine alone.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for any free one. Default 5080.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>
    /// Names under which the service is asked for, besides this machine's own. While it listens to this machine alone, requests
    /// under other names are refused, so that no web page can reach it under a name of its own.
    /// </summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>What clients must send to use the API; null (the default) for nothing.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where the game's pictures come from: a folder of countries, a labels file, or a selection; null for the drawn world.</summary>
    public string? PlayPath { get; init; }

    /// <summary>The folder that <c>honnan evaluate</c> wrote about the model, whose report the page links to; null for none.</summary>
    public string? ReportFolder { get; init; }

    /// <summary>The folder that <c>honnan atlas</c> wrote about the model, which the page links to; null for none.</summary>
    public string? AtlasFolder { get; init; }

    /// <summary>Pictures that may wait for the model; beyond it requests are told to come again. Default 64.</summary>
    public int QueueLength { get; init; } = 64;

    /// <summary>Requests of one client's address at a time; default 32.</summary>
    public int RequestsOfAClient { get; init; } = 32;

    /// <summary>The time that a request's headers may take; default 10 s.</summary>
    public TimeSpan HeadersTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time that a request's body may take; default 30 s.</summary>
    public TimeSpan UploadTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time that a picture may wait and be looked at; default 60 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the end waits for requests that are being answered; default 65 s: longer than <see cref="AnswerTimeout"/>.</summary>
    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(65);

    /// <summary>How long the first picture of a batch waits for others; default 3 ms.</summary>
    public TimeSpan GatherTime { get; init; } = TimeSpan.FromMilliseconds(3);

    /// <summary>Whether requests and mistakes are told on standard error, a JSON object a line; default true.</summary>
    public bool Logs { get; init; } = true;

    /// <summary>The game's clock; default the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Answers that are kept, in MiB; 0 for none. Default 64.</summary>
    public int CacheMiB { get; init; } = 64;

    /// <summary>Uploads that are held at a time, in MiB; default 512.</summary>
    public int UploadsMiB { get; init; } = 512;
}

using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Web.Endpoints;
using Honnan.Web.Errors;
using Honnan.Web.Metrics;
using Honnan.Web.Pages;
using Honnan.Web.Play;
using Honnan.Web.Predicting;
using Honnan.Web.Reports;
using Honnan.Web.Safety;
using Honnan.Web.Uploads;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Honnan.Web.Hosting;

/// <summary>The web page and its API, running. Disposing it ends it after the requests that are being answered.</summary>
public sealed partial class WebService : IAsyncDisposable
{
    private const string Prefix = "HONNAN_";
    private const string Kestrel = "Kestrel";
    private const int SmallBody = 16 << 10; // bytes; requests with pictures have bounds of their own
    private const int MostConnections = 512;

    private readonly WebApplication _app;

    private WebService(WebApplication app) => _app = app;

    /// <summary>Where it listens, as addresses to open.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a))];

    /// <summary>Loads the model and starts to listen.</summary>
    /// <param name="options">What is served and where.</param>
    /// <param name="stop">Ends the start.</param>
    /// <exception cref="InputException">The model, the game's pictures or a page about the model are missing or damaged, or what is configured to listen on cannot be.</exception>
    public static async Task<WebService> StartAsync(WebServiceOptions options, CancellationToken stop)
    {
        WebApplication app = Build(options);
        try
        {
            // Now, so that a mistake is told before anything listens.
            app.Services.GetRequiredService<ModelHolder>();
            app.Services.GetRequiredService<GameTable>();
            app.Services.GetRequiredService<ReportPages>().Map(app);
            await ListenAsync(app, options, stop);
            _ = Task.Run(app.Services.GetRequiredService<PageAssets>().Prepare, CancellationToken.None);
            return new WebService(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Addresses that others reach without a key.</summary>
    public IEnumerable<Uri> OpenAddresses => _app.Services.GetRequiredService<WebServiceOptions>().ApiKey is null ? Addresses.Where(address => !address.IsLoopback) : [];

    /// <summary>Logs where the service listens.</summary>
    public void LogStart()
    {
        ILogger log = _app.Services.GetRequiredService<ILogger<WebService>>();
        foreach (Uri address in Addresses)
        {
            Serving(log, address);
        }

        foreach (Uri address in OpenAddresses)
        {
            Open(log, address);
        }
    }

    /// <summary>Logs that the service is about to end.</summary>
    public void LogEnd()
    {
        ILogger log = _app.Services.GetRequiredService<ILogger<WebService>>();
        Ending(log);
    }

    /// <summary>Takes no new requests, lets those that are being answered end, and ends.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    // A missing certificate, an address that is none: Kestrel tells such mistakes by exceptions of many kinds.
    private static async Task ListenAsync(WebApplication app, WebServiceOptions options, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (SocketException error) // an address of another machine, a port that wants more rights
        {
            throw new InputException($"{new IPEndPoint(options.Address, options.Port)} cannot be listened on: {error.Message}", error);
        }
        catch (IOException error) when (error.InnerException is AddressInUseException)
        {
            const string Told = "Failed to bind to address "; // which may be one of the variables'
            string message = error.Message.StartsWith(Told, StringComparison.Ordinal) ? error.Message[Told.Length..] : error.Message;
            throw new InputException(message.Replace(": address already in use", " cannot be listened on: address already in use", StringComparison.Ordinal), error);
        }
        catch (Exception error) when (app.Configuration.GetSection(Kestrel).Exists()
            && error is InvalidOperationException or FormatException or ArgumentException or CryptographicException or FileNotFoundException)
        {
            throw new InputException($"what the variables {Prefix}{Kestrel}__… say cannot be listened on: {error.Message}", error);
        }
    }

    private static WebApplication Build(WebServiceOptions options)
    {
        // Nothing of the framework's defaults: no files of the current folder are read or served.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration.AddEnvironmentVariables(Prefix);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter(nameof(Honnan), LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical); // a start that fails is the caller's to tell
        if (options.Logs)
        {
            builder.Logging.AddJsonConsole(json => (json.UseUtcTimestamp, json.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        }

        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((context, kestrel) => Configure(kestrel, context.Configuration, options));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = options.ShutdownTimeout);
        builder.Services.AddRoutingCore();
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true); // else a broken body is refused without a word
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true); // see IsPublic
        builder.Services.AddOpenApi(api => ApiDescription.Set(api, options));
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        builder.Services.AddSingleton(options).AddSingleton(options.Clock).AddSingleton<ServiceMetrics>().AddSingleton<PageAssets>().AddSingleton<ReportPages>()
            .AddSingleton<UploadBudget>().AddSingleton<ClientLimits>().AddSingleton<ConnectionLimits>().AddSingleton<DrawnModel>().AddSingleton<PicturePredictions>().AddSingleton<GameTable>().AddSingleton<DrawnExamples>()
            .AddSingleton<PredictEndpoints>().AddSingleton<ExampleEndpoints>().AddSingleton<InformationEndpoints>().AddSingleton<PlayEndpoints>()
            .AddSingleton<ModelHolder>().AddHostedService(services => services.GetRequiredService<ModelHolder>())
            .AddSingleton<PredictionQueue>().AddHostedService(services => services.GetRequiredService<PredictionQueue>());
        WebApplication app = builder.Build();
        app.UseMiddleware<RequestLog>();
        app.Use(SecurityHeaders.AddAsync);
        app.UseMiddleware<ProblemResponses>();
        app.UseWhen(context => IsPublic(context.Request.Path), branch => branch.UseResponseCompression());
        app.UseRouting(); // first, so that what is refused below is counted under its route
        app.UseMiddleware<AskedHost>();
        app.UseMiddleware<ApiKeyCheck>();
        app.Use(app.Services.GetRequiredService<ClientLimits>().InvokeAsync);
        app.MapOpenApi("/openapi/{documentName}.json");
        IEndpointRouteBuilder described = app.MapGroup("").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status429TooManyRequests); // where they can come, says ApiDescription
        app.Services.GetRequiredService<PredictEndpoints>().Map(described);
        app.Services.GetRequiredService<ExampleEndpoints>().Map(described);
        app.Services.GetRequiredService<InformationEndpoints>().Map(described);
        app.Services.GetRequiredService<PlayEndpoints>().Map(described);
        PageAssets assets = app.Services.GetRequiredService<PageAssets>();
        foreach (string path in assets.Paths)
        {
            app.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], assets.Find(path)!.SendAsync).ExcludeFromDescription();
        }

        return app;
    }

    // What is the same for everybody, and holds nothing of a request: its length, compressed, tells nothing (BREACH). The page's files are compressed already.
    private static bool IsPublic(PathString path) => path.Equals("/api/countries", StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(EventId = 7, Level = LogLevel.Information, Message = "serving on {Address} until stopped")]
    private static partial void Serving(ILogger log, Uri address);

    [LoggerMessage(EventId = 8, Level = LogLevel.Warning, Message = "everybody who reaches {Address} can use this service; it asks for no key")]
    private static partial void Open(ILogger log, Uri address);

    [LoggerMessage(EventId = 9, Level = LogLevel.Information, Message = "ending; requests that are being answered end first")]
    private static partial void Ending(ILogger log);

    private static void Configure(KestrelServerOptions kestrel, IConfiguration configuration, WebServiceOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = SmallBody;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
        kestrel.Limits.MaxRequestHeaderCount = 64;
        kestrel.Limits.MaxRequestLineSize = 4 << 10;
        kestrel.Limits.RequestHeadersTimeout = options.HeadersTimeout;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(kestrel.ApplicationServices.GetRequiredService<ConnectionLimits>().Around));
        kestrel.Configure(configuration.GetSection(Kestrel)); // certificates and further endpoints
        kestrel.Listen(new IPEndPoint(options.Address, options.Port));
    }
}

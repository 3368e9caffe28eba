using Honnan.Data;
using Honnan.Inference;
using Honnan.Web.Metrics;

namespace Honnan.Web.Predicting;

/// <summary>
/// Holds the model that is served, and takes another when its file has changed. Requests that are being answered keep the
/// model that they began with; a file that is no model changes nothing.
/// </summary>
internal sealed partial class ModelHolder : BackgroundService
{
    private readonly Func<CountryPredictor> _open;
    private readonly string? _watched;
    private readonly TimeSpan _every;
    private readonly ServiceMetrics _metrics;
    private readonly ILogger<ModelHolder> _log;
    private ServedModel _model;
    private int _loaded;
    private bool _isDisposed;

    /// <exception cref="InputException">The model is missing or damaged.</exception>
    public ModelHolder(WebServiceOptions options, ServiceMetrics metrics, ILogger<ModelHolder> log)
    {
        (_open, _watched, _every, _metrics, _log) = (options.OpenModel, options.WatchedFile, options.WatchEvery, metrics, log);
        Stamp = StampOf(_watched);
        _model = new ServedModel(_open(), _loaded++);
    }

    private (DateTime Written, long Bytes) Stamp { get; set; }

    /// <summary>The model of the moment; the caller releases it.</summary>
    public ServedModel Use()
    {
        while (true)
        {
            ServedModel model = Volatile.Read(ref _model);
            if (model.TryUse())
            {
                return model;
            }
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        if (!Interlocked.Exchange(ref _isDisposed, true)) // the host knows it under two names, and disposes it by each
        {
            _model.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_watched is null)
        {
            return;
        }

        using var clock = new PeriodicTimer(_every);
        (DateTime, long) seen = Stamp;
        try
        {
            while (await clock.WaitForNextTickAsync(stoppingToken))
            {
                (DateTime, long) now = StampOf(_watched);
                if (now != Stamp && now == seen) // it has stopped changing
                {
                    Stamp = now;
                    Reload();
                }

                seen = now;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service ends; where it has not quite begun, the host would tell this as a mistake.
        }
    }

    private static (DateTime Written, long Bytes) StampOf(string? path) =>
        path is not null && Target(path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    // Of a link, what it leads to: volumes of Kubernetes change where links lead.
    private static FileSystemInfo? LinkTarget(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null; // a link to nothing, or to itself
        }
    }

    private static FileInfo Target(string path) => LinkTarget(path) is { } target ? new FileInfo(target.FullName) : new FileInfo(path);

    private void Reload()
    {
        try
        {
            var model = new ServedModel(_open(), _loaded++);
            Interlocked.Exchange(ref _model, model).Release();
            _metrics.Reloaded();
            Changed(model.Predictor.Model.Net, model.Predictor.Countries.Count);
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            Kept(error.Message);
        }
    }

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "another model took over: {Net}, {Countries} countries")]
    private partial void Changed(string net, int countries);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "the model's file has changed and cannot be used; the one before stays: {Reason}")]
    private partial void Kept(string reason);
}

using Honnan.Data;

namespace Honnan.Web.Predicting;

/// <summary>
/// Holds the model that answers the pictures which the service draws itself; loaded when it is first asked. Where there is none,
/// or it cannot be read, the served model answers them. Safe for use by several threads.
/// </summary>
internal sealed partial class DrawnModel : IDisposable
{
    private readonly ModelHolder _served;
    private readonly ILogger<DrawnModel> _log;
    private readonly Lazy<ServedModel?> _model;

    public DrawnModel(WebServiceOptions options, ModelHolder served, ILogger<DrawnModel> log)
    {
        (_served, _log, IsThere) = (served, log, options.OpenDrawnModel is not null);
        _model = new Lazy<ServedModel?>(() => Open(options));
    }

    /// <summary>Whether drawn pictures have a model of their own, as far as is known before it is asked.</summary>
    public bool IsThere { get; private set; }

    /// <summary>The model for drawn pictures, or the served one in its place; the caller releases it.</summary>
    public ServedModel Use() => _model.Value is { } own && own.TryUse() ? own : _served.Use();

    /// <summary>Reads something of the model for drawn pictures, which was asked before; null where another answered in its place.</summary>
    public T? Of<T>(Func<ServedModel, T> read)
        where T : class => _model is { IsValueCreated: true, Value: { } own } ? read(own) : null;

    public void Dispose()
    {
        if (_model.IsValueCreated)
        {
            _model.Value?.Release();
        }
    }

    private ServedModel? Open(WebServiceOptions options)
    {
        try
        {
            return options.OpenDrawnModel is { } open ? new ServedModel(open(), ServedModel.OfDrawnPictures) : null;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            IsThere = false;
            Missing(error.Message);
            return null;
        }
    }

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "the model for drawn pictures cannot be used; the served one answers them: {Reason}")]
    private partial void Missing(string reason);
}

namespace Honnan.Data.Downloads;

/// <summary>How patiently files are fetched.</summary>
internal sealed record DownloadOptions
{
    /// <summary>Tries of a request in a row that brought nothing; what brings bytes starts the count anew. Default 6.</summary>
    public int Tries { get; init; } = 6;

    /// <summary>The wait after the first failure; it doubles with each further one. Default one second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait, also where a server asks for a longer one. Default two minutes.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a server may send nothing before the request counts as failed. Default 30 seconds.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);
}

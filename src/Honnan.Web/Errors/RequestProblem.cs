namespace Honnan.Web.Errors;

/// <summary>A request that cannot be answered, and what its client is told.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="detail">One sentence for people.</param>
internal sealed class RequestProblem(int status, string detail) : Exception(detail)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Seconds after which to try again; null where that would not help.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The service has its hands full.</summary>
    /// <param name="detail">One sentence for people.</param>
    /// <param name="retryAfter">Seconds after which to try again.</param>
    public static RequestProblem Busy(string detail, int retryAfter = 1) => new(StatusCodes.Status429TooManyRequests, detail) { RetryAfter = retryAfter };
}

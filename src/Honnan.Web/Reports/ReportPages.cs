using System.Security.Cryptography;
using System.Text;

namespace Honnan.Web.Reports;

/// <summary>The pages about the model that the service's owner has named, and how a browser gets them where the service has a key.</summary>
internal sealed class ReportPages
{
    private const string Report = "/report";
    private const string Atlas = "/atlas";
    private const int TicketBytes = 18; // 144 random bits

    private readonly Dictionary<string, ReportPage> _pages = new(StringComparer.OrdinalIgnoreCase);

    // They hold pictures, so they are guarded as the API is. But a link cannot carry the key: those who have asked the API with it
    // get a link with this.
    private readonly string? _ticket;

    /// <summary>Finds the pages.</summary>
    /// <exception cref="Data.InputException">One that is named is not there.</exception>
    public ReportPages(WebServiceOptions options)
    {
        _ticket = options.ApiKey is null ? null : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TicketBytes));
        if (options.ReportFolder is { } report)
        {
            _pages[Report] = new ReportPage(report, "report.html", "evaluation.json", "honnan evaluate … -o DIR");
        }

        if (options.AtlasFolder is { } atlas)
        {
            _pages[Atlas] = new ReportPage(atlas, "atlas.html", "atlas.json", "honnan atlas … -o DIR");
        }
    }

    /// <summary>Where the model's evaluation is; null where none is named.</summary>
    public string? ReportLink => Link(Report);

    /// <summary>Where its atlas is; null where none is named.</summary>
    public string? AtlasLink => Link(Atlas);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach ((string path, ReportPage page) in _pages)
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], page.Send).ExcludeFromDescription();
        }
    }

    /// <summary>Whether a path is that of such a page.</summary>
    public static bool IsOne(PathString path) =>
        path.StartsWithSegments(Report, StringComparison.OrdinalIgnoreCase) || path.StartsWithSegments(Atlas, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a request carries the ticket.</summary>
    public bool IsAdmitted(HttpRequest request) => _ticket is not null && IsOne(request.Path)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_ticket), Encoding.UTF8.GetBytes(request.Query["ticket"].ToString()));

    private string? Link(string path) => !_pages.ContainsKey(path) ? null : _ticket is null ? path : $"{path}?ticket={_ticket}";
}

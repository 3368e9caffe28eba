using Honnan.Data;
using Honnan.Web.Errors;
using Microsoft.Net.Http.Headers;

namespace Honnan.Web.Reports;

/// <summary>A page about the model that another command has written. It is read anew for every request, so that the newest is shown.</summary>
internal sealed class ReportPage
{
    // It has its scripts and styles inside. In a sandbox it reaches neither this service nor anything that its page keeps in the browser.
    private const string Policy =
        "sandbox allow-scripts; default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly string _file;

    /// <summary>Finds it.</summary>
    /// <param name="folder">Named by the service's owner.</param>
    /// <param name="page">The page's file in it.</param>
    /// <param name="figures">A file that lies beside it when it is the right kind of page.</param>
    /// <param name="command">The command that writes both.</param>
    /// <exception cref="InputException">One of them is not there.</exception>
    public ReportPage(string folder, string page, string figures, string command)
    {
        _file = Path.Combine(folder, page);
        if (((string[])[page, figures]).FirstOrDefault(name => !File.Exists(Path.Combine(folder, name))) is { } missing)
        {
            throw new InputException($"there is no {missing} in '{folder}'; it must be a folder that '{command}' wrote");
        }
    }

    /// <summary>Sends it, or says that the client has it already.</summary>
    /// <exception cref="RequestProblem">It cannot be read at the moment.</exception>
    public IResult Send(HttpContext context)
    {
        FileStream file = Open();
        DateTimeOffset written = new(File.GetLastWriteTimeUtc(file.SafeFileHandle));
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.CacheControl = "private, no-cache"; // asked for anew each time, sent only when changed
        return TypedResults.Stream(file, "text/html; charset=utf-8", lastModified: written, entityTag: new EntityTagHeaderValue($"\"{written.Ticks:x}-{file.Length:x}\""));
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RequestProblem(StatusCodes.Status404NotFound, "the page is not there at the moment");
        }
    }
}

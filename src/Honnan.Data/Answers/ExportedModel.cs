using Honnan.Data.Configuration;
using Honnan.Data.Geography;
using Honnan.Data.Loading;

namespace Honnan.Data.Answers;

/// <summary>
/// What an exported model says of itself, in one JSON document in its file's metadata: with the graph, all that prediction
/// needs.
/// </summary>
public sealed record ExportedModel : IValidated
{
    /// <summary>How a model's file ends.</summary>
    public const string Extension = ".onnx";

    /// <summary>The metadata's key of the document.</summary>
    public const string Key = "honnan";

    /// <summary>The version of this document that this program writes and reads.</summary>
    public const int CurrentVersion = 1;

    private const long MostPixels = 1 << 26; // of all windows of a panorama

    /// <summary>The graph's input: pictures [N,3,H,W] float32 in [-1,1].</summary>
    public const string Pictures = "pictures";

    /// <summary>The graph's first output: [N,countries].</summary>
    public const string Logits = "logits";

    /// <summary>The second: the last feature map [N,C,h,w].</summary>
    public const string Features = "features";

    /// <summary>The third: the head's inputs [N,F].</summary>
    public const string Pooled = "pooled";

    /// <summary>The version of this document.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>torchvision's or timm's name of the net.</summary>
    public required string Net { get; init; }

    /// <summary>How the weights are stored.</summary>
    public required ModelPrecision Precision { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes in the logits' order.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>How pictures are prepared: shorter side, overlay, windows of panoramas, resampling.</summary>
    public required LoadingOptions Loading { get; init; }

    /// <summary>The last module whose output heat maps look at.</summary>
    public required string CamLayer { get; init; }

    /// <summary>The way from the last feature map to the logits, where it is one of plain layers; null where it is not.</summary>
    public CamPath? Cam { get; init; }

    /// <summary>How outputs become answers: calibration, refusal, map.</summary>
    public AnswerRules Rules { get; init; } = AnswerRules.None;

    /// <summary>How an int8 model was made; null for others.</summary>
    public Int8Summary? Int8 { get; init; }

    /// <summary>The fold whose pictures were kept out of training, or null.</summary>
    public int? Fold { get; init; }

    /// <summary>Whether the selection's validation pictures were kept out of training.</summary>
    public bool HoldOut { get; init; } = true;

    /// <summary>The digest of the selection that it was trained on, or null.</summary>
    public string? Selection { get; init; }

    /// <summary>The pictures that it has learned from (<see cref="LearnedDigests"/>); null where that is not known.</summary>
    public string? Learned { get; init; }

    /// <summary>Whose work the weights are, and under which terms; null where nobody said.</summary>
    public string? Notice { get; init; }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (Version != CurrentVersion)
        {
            yield return $"version {Version} is not known (known: {CurrentVersion}); export the model anew";
        }

        if (Countries.Count == 0 || Countries.Any(c => !CountryCode.TryParse(c, out _)) || Countries.Distinct(StringComparer.Ordinal).Count() != Countries.Count)
        {
            yield return "countries must be different ISO 3166-1 alpha-2 codes, at least one";
        }

        if ((long)Loading.Windows * Loading.ShortSide * Loading.ShortSide > MostPixels)
        {
            yield return $"{Loading.Windows} windows of {Loading.ShortSide} pixels are more than go through a net at once";
        }

        if (!Rules.Fits(Countries.Count))
        {
            yield return $"rules are of a model with other countries than these {Countries.Count}, or of two models";
        }

        if (Learned is not null && LearnedDigests.TryParse(Learned) is null)
        {
            yield return "learned must be a list of digests in base 64";
        }
    }
}

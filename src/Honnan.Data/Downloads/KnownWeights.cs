namespace Honnan.Data.Downloads;

/// <summary>Weight files that the nets begin from: what they are called and where they come from.</summary>
public static class KnownWeights
{
    private const string TorchVision = "https://download.pytorch.org/models/";

    // torchvision's names end in the first eight digits of the file's SHA-256. Where a net has two files, the second has
    // the newer recipe (IMAGENET1K_V2).
    private static readonly string[] TorchVisionFiles =
    [
        "resnet18-f37072fd.pth", "resnet34-b627a593.pth",
        "resnet50-0676ba61.pth", "resnet50-11ad3fa6.pth",
        "resnet101-63fe2227.pth", "resnet101-cd907fc2.pth",
        "resnet152-394f9c45.pth", "resnet152-f82ba261.pth",
        "resnext50_32x4d-7cdf4587.pth", "resnext50_32x4d-1a0047aa.pth",
        "resnext101_32x8d-8ba56ff5.pth", "resnext101_32x8d-110c445d.pth",
        "wide_resnet50_2-95faca4d.pth", "wide_resnet50_2-9ba9bcbe.pth",
        "convnext_tiny-983f1562.pth",
        "mobilenet_v3_large-8738ca79.pth", "mobilenet_v3_large-5c1a4163.pth",
        "vit_b_16-c867db91.pth",
    ];

    /// <summary>Every file that lies at an address of its own.</summary>
    public static IReadOnlyList<KnownWeightsFile> All { get; } =
    [
        .. TorchVisionFiles.Select(file => new KnownWeightsFile(
            Path.GetFileNameWithoutExtension(file), file, new Uri(TorchVision + file), Path.GetFileNameWithoutExtension(file)[^8..])),
    ];

    /// <summary>The one of a file's name, wherever the file is to lie; null where it is none of them.</summary>
    public static KnownWeightsFile? OfFile(string path)
    {
        string name = Path.GetFileName(path);
        return All.FirstOrDefault(w => string.Equals(w.File, name, StringComparison.Ordinal));
    }
}

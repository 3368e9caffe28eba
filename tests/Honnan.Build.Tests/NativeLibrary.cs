using System.IO.Compression;
using System.Reflection;
using Xunit;

namespace Honnan.Build.Tests;

/// <summary>TorchSharp's own native library, which the build makes loadable with older C++ libraries.</summary>
internal static class NativeLibrary
{
    private const string Inside = "runtimes/linux-x64/native/libLibTorchSharp.so";

    /// <summary>Where it lies below an output folder that is built for every system.</summary>
    public static string In(string output) => Path.Combine(output, Inside);

    /// <summary>Its path in the package cache.</summary>
    public static string Cached()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is for Linux");
        return Path.Combine(Package(), Inside);
    }

    /// <summary>Its bytes in the package as it was served.</summary>
    public static byte[] Served()
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(Package(), $"torchsharp.{Metadata("TorchSharpVersion")}.nupkg"));
        using var bytes = new MemoryStream();
        using Stream entry = package.GetEntry(Inside)!.Open();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Package() => Path.Combine(Metadata("PackageCache"), "torchsharp", Metadata("TorchSharpVersion"));

    private static string Metadata(string key) =>
        typeof(NativeLibrary).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

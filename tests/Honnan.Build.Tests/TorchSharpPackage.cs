using System.IO.Compression;
using System.Reflection;
using Xunit;

namespace Honnan.Build.Tests;

/// <summary>The files of TorchSharp that the build changes: its native library, and its assembly.</summary>
internal static class TorchSharpPackage
{
    private const string AssemblyInside = "lib/net8.0/TorchSharp.dll";
    private const string Inside = "runtimes/linux-x64/native/libLibTorchSharp.so";

    /// <summary>Where it lies below an output folder that is built for every system.</summary>
    public static string In(string output) => Path.Combine(output, Inside);

    /// <summary>Its path in the package cache.</summary>
    public static string Cached()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the library is for Linux");
        return Path.Combine(Package(), Inside);
    }

    /// <summary>The assembly's path in the package cache.</summary>
    public static string CachedAssembly() => Path.Combine(Package(), AssemblyInside);

    /// <summary>Its bytes in the package as it was served.</summary>
    public static byte[] Served() => Served(Inside);

    /// <summary>The assembly's bytes in the package as it was served.</summary>
    public static byte[] ServedAssembly() => Served(AssemblyInside);

    private static byte[] Served(string name)
    {
        using ZipArchive package = ZipFile.OpenRead(Path.Combine(Package(), $"torchsharp.{Metadata("TorchSharpVersion")}.nupkg"));
        using var bytes = new MemoryStream();
        using Stream entry = package.GetEntry(name)!.Open();
        entry.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static string Package() => Path.Combine(Metadata("PackageCache"), "torchsharp", Metadata("TorchSharpVersion"));

    private static string Metadata(string key) =>
        typeof(TorchSharpPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

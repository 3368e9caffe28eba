using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Honnan.Data;
using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Tells oneDNN (3.7, inside libtorch) the sizes of the caches where a processor hides them. What it asks then answers that there
/// are three levels of a byte each; by that it lays out its kernels, divides by zero, and computes convolutions wrong by up to a
/// hundredth. The same mistake on other processors was mended in oneDNN itself (https://github.com/uxlfoundation/oneDNN/pull/5314).
/// </summary>
internal static unsafe class OneDnn
{
    private const string Library = "libtorch_cpu.so";
    private const string Limit = "ONEDNN_MAX_CPU_ISA";

    private const string Exported = "_ZN2at13globalContextEv"; // at::globalContext(), to tell where the library lies
    private const string Describe = "_ZN4dnnl4impl3cpu3x643cpuEv"; // dnnl::impl::cpu::x64::cpu(), a Xbyak::util::Cpu
    private const string CacheSize = "_ZN4dnnl4impl3cpu8platform23get_per_core_cache_sizeEi"; // of a level from 1, in bytes

    // Members of Xbyak::util::Cpu in units of 4 bytes: type_, numCores_[3], dataCacheSize_[10], coresSharingDataCache_[10], dataCacheLevels_.
    private const int Sizes = 7;
    private const int MostLevels = 10;
    private const int Levels = Sizes + MostLevels + MostLevels;

    private const int Plausible = 4096; // bytes; no first level is smaller

    // Bytes of each level for one core of the first server processors with AVX-512 (Intel's Skylake, 2017); those after it have as
    // much or more. What oneDNN itself assumes where it finds no cache at all, 512,000 and 1,024,000 beyond the first, makes it
    // divide by zero in the gradient of a ResNet's strided 1×1 convolutions.
    private static readonly uint[] Told = [32 << 10, 1 << 20, 1408 << 10];

    private static readonly Lazy<bool> Done = new(Tell);

    /// <summary>Whether oneDNN lays out its kernels by sensible sizes of caches. It may load libtorch.</summary>
    public static bool KnowsCaches => !Processor.HidesCaches || Done.Value;

    /// <summary>Before libtorch's first convolution, by whomever it is asked for.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whoever loads this assembly is about to compute, in whatever order it calls.")]
    internal static void TellWhereCachesAreHidden()
    {
        if (Processor.HidesCaches && OperatingSystem.IsLinux())
        {
            try
            {
                NativeLibrary.SetDllImportResolver(typeof(Tensor).Assembly, (_, _, _) =>
                {
                    _ = Done.Value;
                    return 0; // found as it would be without this
                });
            }
            catch (InvalidOperationException)
            {
                _ = Done.Value; // the program that uses this assembly finds TorchSharp's libraries in its own way
            }
        }
    }

    private static bool Tell()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        bool done = TellSizes();
        if (!done)
        {
            NativeEnvironment.SetDefault(Limit, "AVX2"); // its kernels for AVX-512 are those most in need of the sizes
        }

        return done;
    }

    private static bool TellSizes()
    {
        if (!NativeLibrary.TryLoad(Library, typeof(Tensor).Assembly, null, out nint library) // as TorchSharp does, or after it
            || !NativeLibrary.TryGetExport(library, Exported, out nint exported)
            || PathOf(Library) is not { } path
            || ElfSymbols.Find(path, Exported, Describe, CacheSize) is not [long known, long describe, long size])
        {
            return false;
        }

        nint start = exported - (nint)known;
        var processor = new Span<uint>(((delegate* unmanaged<void*>)(start + (nint)describe))(), Levels + 1);
        if (!IsMistaken(processor))
        {
            return false;
        }

        Told.CopyTo(processor[Sizes..]);
        processor.Slice(Sizes + MostLevels, Told.Length).Fill(1); // a core of its own each
        processor[Levels] = (uint)Told.Length;
        return ((delegate* unmanaged<int, uint>)(start + (nint)size))(1) == Told[0];
    }

    /// <summary>Whether it is the description that is known here, with levels of impossible sizes; that of another version is left alone.</summary>
    private static bool IsMistaken(ReadOnlySpan<uint> processor)
    {
        int levels = (int)Math.Min(processor[Levels], MostLevels + 1u);
        return levels is > 0 and <= MostLevels
            && !processor.Slice(Sizes, levels).ContainsAnyExceptInRange(0u, Plausible - 1u)
            && !processor.Slice(Sizes + MostLevels, levels).ContainsAnyExceptInRange(0u, Plausible - 1u)
            && !processor[(Sizes + levels)..(Sizes + MostLevels)].ContainsAnyExcept(0u)
            && !processor[(Sizes + MostLevels + levels)..Levels].ContainsAnyExcept(0u);
    }

    private static string? PathOf(string library)
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().FirstOrDefault(m => Path.GetFileName(m.FileName) == library)?.FileName;
    }
}

using System.Runtime.Intrinsics.X86;
using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>What the processor reports of itself.</summary>
public static class Processor
{
    // Intel's manual, CPUID: leaf 7, sub-leaf 1, EAX bit 5 is AVX512_BF16; sub-leaf 0, EDX bit 22 is AMX-BF16.
    private const int ExtendedFeatures = 7;
    private const int Avx512Bf16 = 1 << 5;
    private const int AmxBf16 = 1 << 22;
    private const int CacheLeaf = 4;
    private const int AmdCacheLeaf = unchecked((int)0x8000001D);
    private const int CacheType = 0x1F;

    /// <summary>
    /// Whether it tells nothing of its caches, as in some virtual machines: the first level is absent from CPUID's leaf 4
    /// (Intel) and 8000001D (AMD). See <see cref="OneDnn"/>.
    /// </summary>
    public static bool HidesCaches { get; } = X86Base.IsSupported && !HasCacheLeaf(CacheLeaf) && !HasCacheLeaf(AmdCacheLeaf);

    /// <summary>
    /// Whether there are instructions that multiply bfloat16 numbers, and libtorch uses them; without them they are several times
    /// slower than float32.
    /// </summary>
    public static bool MultipliesBfloat16 => HasBfloat16 && OneDnn.KnowsCaches;

    private static bool HasBfloat16 { get; } =
        X86Base.IsSupported
        && X86Base.CpuId(0, 0).Eax >= ExtendedFeatures
        && ((X86Base.CpuId(ExtendedFeatures, 1).Eax & Avx512Bf16) != 0 || (X86Base.CpuId(ExtendedFeatures, 0).Edx & AmxBf16) != 0);

    /// <summary>The processor's own name, or its architecture where it does not tell.</summary>
    public static string Name { get; } = ReadName();

    /// <summary>The type that a choice of precision stands for on a device.</summary>
    public static ScalarType TypeOf(Precision precision, Device device) =>
        Resolve(precision, device) == Precision.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>
    /// What auto stands for on a device; any other choice as it is. On CUDA it is bfloat16, which NVIDIA's processors
    /// multiply since Ampere (2020); on Apple's it is float32.
    /// </summary>
    public static Precision Resolve(Precision precision, Device device) =>
        precision != Precision.Auto || device.type == TorchSharp.DeviceType.CPU ? Resolve(precision)
        : device.type == TorchSharp.DeviceType.CUDA ? Precision.Bfloat16 : Precision.Float32;

    /// <summary>What auto stands for on this processor; any other choice as it is.</summary>
    public static Precision Resolve(Precision precision) =>
        precision != Precision.Auto ? precision : MultipliesBfloat16 ? Precision.Bfloat16 : Precision.Float32;

    /// <summary>What there is to say of a choice that this processor can only make slowly; null where there is nothing.</summary>
    public static string? Caution(Precision precision, Device device) => Caution(precision, MultipliesBfloat16 || device.type != TorchSharp.DeviceType.CPU);

    internal static string? Caution(Precision precision, bool multipliesBfloat16) => precision == Precision.Bfloat16 && !multipliesBfloat16
        ? $"precision bfloat16, which {Name} has no instructions for: it will be several times slower than float32"
        : null;

    private static bool HasCacheLeaf(int leaf) =>
        (uint)X86Base.CpuId(leaf & int.MinValue, 0).Eax >= (uint)leaf && (X86Base.CpuId(leaf, 0).Eax & CacheType) != 0;

    private static string ReadName()
    {
        const string Path = "/proc/cpuinfo";
        const string Key = "model name";
        string? line = File.Exists(Path)
            ? File.ReadLines(Path).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal))
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString();
    }
}

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

    /// <summary>Whether there are instructions that multiply bfloat16 numbers; without them they are several times slower than float32.</summary>
    public static bool MultipliesBfloat16 { get; } =
        X86Base.IsSupported
        && X86Base.CpuId(0, 0).Eax >= ExtendedFeatures
        && ((X86Base.CpuId(ExtendedFeatures, 1).Eax & Avx512Bf16) != 0 || (X86Base.CpuId(ExtendedFeatures, 0).Edx & AmxBf16) != 0);

    /// <summary>The processor's own name, or its architecture where it does not tell.</summary>
    public static string Name { get; } = ReadName();

    /// <summary>The type that a choice of precision stands for here.</summary>
    public static ScalarType TypeOf(Precision precision) => Resolve(precision) == Precision.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32;

    /// <summary>What auto stands for here; any other choice as it is.</summary>
    public static Precision Resolve(Precision precision) =>
        precision != Precision.Auto ? precision : MultipliesBfloat16 ? Precision.Bfloat16 : Precision.Float32;

    /// <summary>What there is to say of a choice that this processor can only make slowly; null where there is nothing.</summary>
    public static string? Caution(Precision precision) => Caution(precision, MultipliesBfloat16);

    internal static string? Caution(Precision precision, bool multipliesBfloat16) => precision == Precision.Bfloat16 && !multipliesBfloat16
        ? $"precision bfloat16, which {Name} has no instructions for: it will be several times slower than float32"
        : null;

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

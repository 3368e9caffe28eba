using System.Runtime.Intrinsics.X86;

namespace Honnan.Inference.Sessions;

/// <summary>What a processor does with products of uint8 and int8.</summary>
internal static class WholeNumberSums
{
    private const int ExtendedFeatures = 7; // the leaf of CPUID
    private const int Avx512Vnni = 1 << 11; // of its ECX (Intel's manual, volume 2, CPUID)
    private const int AvxVnni = 1 << 4; // of EAX of its subleaf 1

    /// <summary>
    /// Whether two products are summed in 16 bits, where they may not fit: on x86 without VNNI, and where the system does not
    /// keep the registers that it needs, which .NET has asked.
    /// </summary>
    public static bool MayOverflow { get; } = X86Base.IsSupported && !HasWide() && !HasNarrow();

    private static bool HasWide() =>
        Avx512F.VL.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && (X86Base.CpuId(ExtendedFeatures, 0).Ecx & Avx512Vnni) != 0;

    private static bool HasNarrow() => Avx2.IsSupported && (X86Base.CpuId(ExtendedFeatures, 1).Eax & AvxVnni) != 0;
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Honnan.Data;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Keeps oneDNN (3.7, inside libtorch) from the kernels that it lays out by the size of the caches where a processor hides that
/// size: there it divides by zero, or computes convolutions wrong by up to a hundredth.
/// </summary>
internal static class OneDnn
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>Before libtorch's first convolution, by whomever it is asked for: oneDNN reads the variable once.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whoever loads this assembly is about to compute, in whatever order it calls.")]
    internal static void LimitWhereCachesAreHidden()
    {
        if (Processor.HidesCaches && OperatingSystem.IsLinux())
        {
            NativeEnvironment.SetDefault(Variable, "AVX2");
        }
    }
}

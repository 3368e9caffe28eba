using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Keeps oneDNN (3.7, inside libtorch) from the kernels that it lays out by the size of the caches where a processor hides that
/// size: there it divides by zero, or computes convolutions wrong by up to a hundredth.
/// </summary>
internal static partial class OneDnn
{
    private const string Variable = "ONEDNN_MAX_CPU_ISA";

    /// <summary>Before libtorch's first convolution, by whomever it is asked for: oneDNN reads the variable once.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whoever loads this assembly is about to compute, in whatever order it calls.")]
    internal static void LimitWhereCachesAreHidden()
    {
        if (Processor.HidesCaches && OperatingSystem.IsLinux())
        {
            _ = SetVariable(Variable, "AVX2", 0); // the user's own setting stays
        }
    }

    // .NET's own call changes a copy that libraries do not see.
    [LibraryImport("libc.so.6", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}

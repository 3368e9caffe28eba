using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Honnan.Data;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Lets libtorch's threads sleep soon when they wait for each other. GNU's OpenMP lets them turn in a loop of up to a
/// millisecond else; where another thread has the processor, that for which they wait is not running meanwhile.
/// </summary>
internal static class OpenMp
{
    private const string Variable = "GOMP_SPINCOUNT";
    private const string Policy = "OMP_WAIT_POLICY";
    private const string Turns = "2000"; // of 300,000: enough for a thread that is about to arrive

    /// <summary>Before libtorch is loaded, by whomever: OpenMP reads the variable when it is.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Whoever loads this assembly is about to compute, in whatever order it calls.")]
    internal static void WaitAsleep()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Policy) is null)
        {
            NativeEnvironment.SetDefault(Variable, Turns);
        }
    }
}

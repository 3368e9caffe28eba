using System.Globalization;

namespace Honnan.Testing;

/// <summary>What of this process is in memory, in bytes, as Linux tells it in /proc (proc(5)); elsewhere it cannot be asked.</summary>
public static class ResidentMemory
{
    /// <summary>At present.</summary>
    public static long Now => Status("VmRSS:");

    /// <summary>The most since the process began, or since it was forgotten.</summary>
    public static long Peak => Status("VmHWM:");

    /// <summary>Makes what is in memory at present the most.</summary>
    public static void ForgetPeak() => File.WriteAllText("/proc/self/clear_refs", "5");

    private static long Status(string key) => 1024 * long.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(key, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

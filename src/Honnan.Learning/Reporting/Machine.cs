using System.Runtime.InteropServices;

namespace Honnan.Learning.Reporting;

/// <summary>The machine that something was measured on.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="MemoryGiB">Memory that this process may use.</param>
/// <param name="System">Operating system and architecture.</param>
/// <param name="Runtime">.NET's version.</param>
public sealed record Machine(string Processor, int Cores, double MemoryGiB, string System, string Runtime)
{
    private const string ProcessorInfo = "/proc/cpuinfo";

    /// <summary>This one.</summary>
    public static Machine This() => new(
        ProcessorName(),
        Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
        $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
        RuntimeInformation.FrameworkDescription);

    private static string ProcessorName()
    {
        string? line = File.Exists(ProcessorInfo) ? File.ReadLines(ProcessorInfo).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? "unknown";
    }
}

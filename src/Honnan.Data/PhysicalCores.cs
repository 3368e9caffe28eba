using System.Runtime.InteropServices;

namespace Honnan.Data;

/// <summary>
/// The cores that compute, as against the threads that they run: two threads of a core share its multipliers, so that a net gains nothing
/// by the second, and its convolutions wait for the slower one.
/// </summary>
internal static partial class PhysicalCores
{
    private const string Status = "/proc/self/status";
    private const string Allowed = "Cpus_allowed_list:";
    private const int CoreRelation = 0; // RelationProcessorCore of Windows' LOGICAL_PROCESSOR_RELATIONSHIP

    /// <summary>The processors of Linux that this process may use, as <c>/proc/self/status</c> lists them (<c>0-3,8</c>); none elsewhere.</summary>
    public static string AllowedProcessors { get; } =
        File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Allowed, StringComparison.Ordinal))?[Allowed.Length..].Trim() ?? "" : "";

    /// <summary>
    /// Those that this process may use, at least 1: on Linux of the processors that it may run on, elsewhere the machine's, and
    /// nowhere more than <see cref="Environment.ProcessorCount"/>, which knows of quotas.
    /// </summary>
    public static int Count { get; } = Math.Clamp(Physical() ?? int.MaxValue, 1, Environment.ProcessorCount);

    /// <summary>How many cores the processors of a list belong to; null where the list makes no sense.</summary>
    /// <param name="list">Numbers and ranges, by commas.</param>
    /// <param name="coreOf">What is the same for all processors of a core; null for one that tells nothing, which is a core of its own.</param>
    public static int? Of(string list, Func<int, string?> coreOf)
    {
        var cores = new HashSet<string>(StringComparer.Ordinal);
        foreach (string range in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = range.Split('-');
            if (ends.Length > 2 || !ushort.TryParse(ends[0], out ushort first) || !ushort.TryParse(ends[^1], out ushort last) || last < first)
            {
                return null;
            }

            cores.UnionWith(Enumerable.Range(first, last - first + 1).Select(processor => coreOf(processor) ?? $"processor {processor}"));
        }

        return cores.Count > 0 ? cores.Count : null;
    }

    private static int? Physical() =>
        OperatingSystem.IsLinux() ? Of(AllowedProcessors, LinuxCore)
        : OperatingSystem.IsMacOS() ? MacCores()
        : OperatingSystem.IsWindows() ? WindowsCores()
        : null;

    // Linux, Documentation/ABI/stable/sysfs-devices-system-cpu: the threads of one core.
    private static string? LinuxCore(int processor)
    {
        try
        {
            return File.ReadAllText($"/sys/devices/system/cpu/cpu{processor}/topology/thread_siblings_list").Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static unsafe int? MacCores()
    {
        int cores = 0;
        nuint size = sizeof(int);
        return SystemControl("hw.physicalcpu", &cores, &size, null, 0) == 0 && cores > 0 ? cores : null;
    }

    // A record a core; each begins with its relation and its size.
    private static unsafe int? WindowsCores()
    {
        uint length = 0;
        _ = LogicalProcessorInformation(CoreRelation, null, &length);
        byte[] records = new byte[length];
        fixed (byte* start = records)
        {
            if (length == 0 || !LogicalProcessorInformation(CoreRelation, start, &length))
            {
                return null;
            }
        }

        int cores = 0;
        for (int at = 0; at + (2 * sizeof(int)) <= length; cores++)
        {
            int size = BitConverter.ToInt32(records, at + sizeof(int));
            if (size <= 0)
            {
                return null;
            }

            at += size;
        }

        return cores;
    }

    [LibraryImport("libc", EntryPoint = "sysctlbyname", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int SystemControl(string name, void* value, nuint* size, void* newValue, nuint newSize);

    [LibraryImport("kernel32", EntryPoint = "GetLogicalProcessorInformationEx", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static unsafe partial bool LogicalProcessorInformation(int relation, byte* records, uint* length);
}

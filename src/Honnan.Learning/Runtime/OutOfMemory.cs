using System.Globalization;
using System.Text.RegularExpressions;

namespace Honnan.Learning.Runtime;

/// <summary>Tells when it was memory that ran out: libtorch says so in words alone.</summary>
public static partial class OutOfMemory
{
    private const double GiB = 1L << 30;

    /// <summary>What was asked for in vain, in one line; null where an error is another.</summary>
    public static string? Told(Exception error)
    {
        for (Exception? at = error; at is not null; at = at.InnerException)
        {
            if (Refused().Match(at.Message) is { Success: true } refused)
            {
                string size = refused.Groups["bytes"].Value;
                return double.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out double bytes)
                    ? string.Create(CultureInfo.InvariantCulture, $"not enough memory: {bytes / GiB:0.0##} GiB were asked for at once")
                    : "not enough memory";
            }

            if (at is OutOfMemoryException)
            {
                return "not enough memory";
            }
        }

        return null;
    }

    // c10/core/impl/alloc_cpu.cpp (Linux and macOS; Windows), c10/cuda/CUDACachingAllocator.cpp.
    [GeneratedRegex(@"DefaultCPUAllocator: (can't allocate memory|not enough memory): you tried to allocate (?<bytes>\d+) bytes|CUDA out of memory", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Refused();
}

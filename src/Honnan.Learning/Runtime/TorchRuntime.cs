using System.Runtime.InteropServices;
using Honnan.Data;
using TorchSharp;

namespace Honnan.Learning.Runtime;

/// <summary>Prepares the process for tensor work: the allocator before the first tensor, then the threads.</summary>
public static partial class TorchRuntime
{
    // Parameters of glibc's mallopt, from malloc.h.
    private const int TrimThreshold = -1;
    private const int MmapMax = -4;

    private static readonly Lock Gate = new();
    private static bool _started;

    /// <summary>
    /// Loads libtorch, once a process. glibc is told to keep big blocks: by default it maps every activation anew and
    /// hands it back, and a step then spends more time on page faults than on convolutions.
    /// </summary>
    /// <param name="threads">Threads of one operation; 0 stands for the physical cores that this process may use.</param>
    /// <exception cref="Honnan.Data.InputException">This build has no libtorch.</exception>
    public static void Start(int threads = 0)
    {
        Libtorch.Require();
        lock (Gate)
        {
            if (!_started)
            {
                KeepBigBlocks();
                torch.set_num_threads(1); // loads libtorch
                Nnpack.AvoidWhereCachesAreHidden();
                _started = true;
            }
        }

        torch.set_num_threads(threads > 0 ? threads : PhysicalCores.Count);
    }

    /// <summary>
    /// One thread an operation until what it returns is disposed: for products so small that two threads wait for one
    /// another longer than they compute, most of all where other programs want the cores too.
    /// </summary>
    public static IDisposable OneThread()
    {
        var former = new FormerThreads(torch.get_num_threads());
        torch.set_num_threads(1);
        return former;
    }

    /// <summary>Gives what was freed back to the system, which <see cref="Start"/> tells glibc not to do by itself: after work that does not come again.</summary>
    internal static void GiveBackFreed()
    {
        if (IsGlibc())
        {
            _ = TrimMemory(0);
        }
    }

    private static void KeepBigBlocks()
    {
        if (IsGlibc())
        {
            _ = SetMallocOption(MmapMax, 0);
            _ = SetMallocOption(TrimThreshold, int.MaxValue);
        }
    }

    private static bool IsGlibc() =>
        OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out nint library) && NativeLibrary.TryGetExport(library, "gnu_get_libc_version", out _);

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int TrimMemory(nuint kept);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetMallocOption(int parameter, int value);

    private sealed class FormerThreads(int threads) : IDisposable
    {
        public void Dispose() => torch.set_num_threads(threads);
    }
}

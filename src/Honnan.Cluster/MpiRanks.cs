using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Honnan.Data;
using Honnan.Learning.Ranks;

namespace Honnan.Cluster;

/// <summary>The processes that mpirun or srun has started together, by MPI. To be used by one thread.</summary>
public sealed unsafe class MpiRanks : IRanks
{
    private readonly MpiLibrary _mpi;
    private readonly nint _bfloat16Sum;
    private ProgressThread? _progress;
    private bool _dissolved;

    private MpiRanks(MpiLibrary mpi, Launch launch)
    {
        _mpi = mpi;

        NativeEnvironment.SetDefault("OMPI_MCA_coll_libnbc_iallreduce_algorithm", OpenMpiSums(launch.Ranks));
        (int provided, int rank, int count) = (0, 0, 0);
        Check(mpi.InitThread(0, 0, MpiLibrary.Serialised, &provided));
        if (provided < MpiLibrary.Serialised)
        {
            throw new InputException($"{mpi.Version} was built for programs of one thread (it gives level {provided} of {MpiLibrary.Serialised}): name one that was not by the variable {MpiLibrary.Variable}");
        }

        Check(mpi.CommRank(mpi.World, &rank));
        Check(mpi.CommSize(mpi.World, &count));
        (Rank, Count) = (rank, count);
        if (rank != launch.Rank || (launch.Ranks is { } ranks && ranks != count))
        {
            throw new InputException($"the launcher says that this is rank {launch.Rank}{(launch.Ranks is { } of ? $" of {of}" : "")}, and {mpi.Version} that it is {rank} of {count}: the library is not the launcher's; name that one by the variable {MpiLibrary.Variable}");
        }

        nint sum = 0;
        Check(mpi.OpCreate(Bfloat16Sum.Function, 1, &sum));
        _bfloat16Sum = sum;
        Host = new HostShare(LikeThis(Environment.MachineName), LikeThis(Environment.MachineName + PhysicalCores.AllowedProcessors));
    }

    /// <summary>The ranks of this process, where there are any; MPI can be begun once a process.</summary>
    public static MpiRanks? Current { get; private set; }

    /// <inheritdoc/>
    public int Rank { get; }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public HostShare Host { get; }

    /// <summary>What the library calls itself.</summary>
    public string Library => _mpi.Version;

    /// <summary>Begins MPI in a process that a launcher has started; a process by itself is <see cref="OneRank"/>, and loads nothing.</summary>
    /// <exception cref="InputException">The launcher's library is not there, or is another's; or srun has started several processes, and not as ranks.</exception>
    public static IRanks Begin()
    {
        if (Current is null && Launch.Found() is { } launch)
        {
            // Open MPI would print a trace of its own at signals that .NET makes exceptions of; UCX, by which MPICH goes and which reads this
            // as it is loaded, would end the process.
            NativeEnvironment.SetDefault("OMPI_MCA_opal_signal", "");
            NativeEnvironment.SetDefault("UCX_ERROR_SIGNALS", "");
            Current = new MpiRanks(MpiLibrary.Load(launch), launch);
        }
        else if (Launch.Strangers() is { } tasks)
        {
            throw new InputException($"srun started this {tasks} times, and each would train by itself: start ranks by srun --mpi=pmix");
        }

        return Current is { } ranks ? ranks : OneRank.Instance;
    }

    /// <summary>
    /// Tells that a scheduler wants this process's end (SIGTERM): ranks still end after the same step, but one that waits for another for a
    /// quarter of a minute gives up. Slurm kills half a minute after it has told.
    /// </summary>
    public static void HurryUp() => PendingExchange.HurryUp();

    /// <summary>Ends MPI: with the others where they know that the work is over, and else by ending them too.</summary>
    /// <param name="code">The exit code that the process is to have.</param>
    public static void End(int code)
    {
        if (Current is not { } ranks)
        {
            return;
        }

        if (ranks._dissolved || code == 0)
        {
            lock (ranks._mpi.Gate)
            {
                Check(ranks._mpi.Finish());
            }
        }
        else
        {
            lock (ranks._mpi.Gate)
            {
                ranks._mpi.Abort(ranks._mpi.World, code);
            }
        }

        Current = null;
    }

    /// <inheritdoc/>
    public void Sum(Span<double> values) => Exchange(
        MemoryMarshal.AsBytes(values), (address, bytes) => Begin(address, bytes / sizeof(double), NumberType.Float64));

    /// <inheritdoc/>
    public void Broadcast(Span<byte> values, int from) => Exchange(
        values, (address, bytes) => new PendingExchange(_mpi, request => _mpi.Ibcast(address, bytes, _mpi.Byte, from, _mpi.World, request)));

    /// <summary>Exchanges a copy, which stays behind where the wait is given up: MPI may still write to it.</summary>
    private static void Exchange(Span<byte> values, Func<nint, int, PendingExchange> begin)
    {
        void* copy = NativeMemory.Alloc((nuint)values.Length);
        var own = new Span<byte>(copy, values.Length);
        values.CopyTo(own);
        begin((nint)copy, values.Length).Wait();
        own.CopyTo(values);
        NativeMemory.Free(copy);
    }

    /// <inheritdoc/>
    public IPendingSum BeginSum(nint address, int count, NumberType type)
    {
        PendingExchange exchange = Begin(address, count, type);
        (_progress ??= new ProgressThread()).Watch(exchange);
        return exchange;
    }

    private PendingExchange Begin(nint address, int count, NumberType type)
    {
        (nint numbers, nint sum) = type switch
        {
            NumberType.Float32 => (_mpi.Float, _mpi.Add),
            NumberType.Float64 => (_mpi.Double, _mpi.Add),
            _ => (_mpi.UnsignedShort, _bfloat16Sum),
        };
        return new PendingExchange(_mpi, request => _mpi.Iallreduce(_mpi.InPlace, address, count, numbers, sum, _mpi.World, request));
    }

    /// <inheritdoc/>
    public void Settle() => PendingExchange.TakeTime();

    /// <inheritdoc/>
    public void Dissolve() => _dissolved = true;

    /// <summary>MPI ends the processes at most errors by itself; what it tells instead is a bug of ours.</summary>
    internal static void Check(int answer)
    {
        if (answer != 0)
        {
            throw new InvalidOperationException($"MPI answers with error {answer}");
        }
    }

    /// <summary>
    /// How Open MPI is to sum. By itself 4.1 goes up a tree to one rank and down again where sums are in place: all numbers pass
    /// every link twice, and the root's log2 N times. By 3, Rabenseifner's way, and 1, a ring, every rank sums a part; 3 takes fewer
    /// messages, but twice the bytes where the ranks are no power of two.
    /// </summary>
    private static string OpenMpiSums(int? ranks) => ranks is { } count && BitOperations.IsPow2(count) ? "3" : "1";

    /// <summary>How many ranks have the same mark as this one, which is counted.</summary>
    private int LikeThis(string mark)
    {
        double own = MemoryMarshal.Read<uint>(SHA256.HashData(Encoding.UTF8.GetBytes(mark)));
        double[] all = new double[Count];
        all[Rank] = own;
        Sum(all);
        return all.Count(other => other == own);
    }
}

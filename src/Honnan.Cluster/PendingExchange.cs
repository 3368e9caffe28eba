using System.Diagnostics;
using Honnan.Learning.Ranks;

namespace Honnan.Cluster;

/// <summary>An exchange that MPI has begun.</summary>
internal sealed unsafe class PendingExchange : IPendingSum
{
    private const int Spins = 20_000; // some milliseconds: what is exchanged at once is there by then
    private const int Nap = 1; // millisecond: the least that Thread.Sleep knows; a fraction of it would be no nap at all

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static long _toldToEnd; // when, by Stopwatch; 0 before
    private static volatile bool _isSettled; // all ranks know of it

    private readonly MpiLibrary _mpi;
    private nint _request;
    private bool _done;

    /// <summary>Begins it.</summary>
    public PendingExchange(MpiLibrary mpi, Begin begin)
    {
        _mpi = mpi;
        nint request = 0;
        lock (mpi.Gate)
        {
            MpiRanks.Check(begin(&request));
        }

        _request = request;
    }

    /// <summary>Begins an exchange and tells its request; gives MPI's answer.</summary>
    public delegate int Begin(nint* request);

    /// <inheritdoc/>
    public void Advance() => _ = IsDone();

    /// <summary>Tells that a scheduler wants the process's end: from now on no wait takes long.</summary>
    public static void HurryUp() => Interlocked.CompareExchange(ref _toldToEnd, Stopwatch.GetTimestamp(), 0);

    /// <summary>Tells that all ranks have agreed to end, so that waits may take their time again: none of them is lost.</summary>
    public static void TakeTime() => _isSettled = true;

    /// <summary>
    /// Waits without taking a core for long: a rank may wait for minutes, such as for the leading one to validate, and
    /// MPI_Wait asks without a pause.
    /// </summary>
    /// <exception cref="LostRankException">The process is to end, and another rank has not come here for long.</exception>
    public void Wait()
    {
        long begun = Stopwatch.GetTimestamp();
        for (int spin = 0; !IsDone(); spin++)
        {
            if (spin >= Spins)
            {
                Thread.Sleep(Nap);
                if (!_isSettled && Interlocked.Read(ref _toldToEnd) is not 0 and var told && Stopwatch.GetElapsedTime(Math.Max(told, begun)) > Patience)
                {
                    throw new LostRankException(Patience);
                }
            }
        }
    }

    /// <summary>Whether it is over, as far as this can be asked now: while another thread calls MPI, that one moves things on.</summary>
    public bool IsDoneUnlessBusy()
    {
        if (!_mpi.Gate.TryEnter())
        {
            return false;
        }

        try
        {
            return IsDone();
        }
        finally
        {
            _mpi.Gate.Exit();
        }
    }

    private bool IsDone()
    {
        lock (_mpi.Gate)
        {
            if (!_done)
            {
                int flag = 0;
                nint request = _request;
                MpiRanks.Check(_mpi.Test(&request, &flag, _mpi.IgnoredStatus));
                (_request, _done) = (request, flag != 0);
            }

            return _done;
        }
    }
}

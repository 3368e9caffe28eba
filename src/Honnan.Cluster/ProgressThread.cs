namespace Honnan.Cluster;

/// <summary>
/// Asks after exchanges while the rank computes. MPI moves most of a large one inside its own calls: without them it stands
/// still from one block of the way back to the next.
/// </summary>
internal sealed class ProgressThread
{
    private const int Nap = 1; // millisecond: the least that Thread.Sleep knows

    private readonly Queue<PendingExchange> _pending = new();

    /// <summary>Starts it; it takes no time while nothing is under way, and goes with the process.</summary>
    public ProgressThread() => new Thread(Run) { IsBackground = true, Name = "MPI progress" }.Start();

    /// <summary>Looks after an exchange until it is done.</summary>
    public void Watch(PendingExchange exchange)
    {
        lock (_pending)
        {
            _pending.Enqueue(exchange);
            Monitor.Pulse(_pending);
        }
    }

    private void Run()
    {
        while (true)
        {
            PendingExchange exchange = Next();

            // MPI moves all exchanges whichever is asked after.
            while (!exchange.IsDoneUnlessBusy())
            {
                Thread.Sleep(Nap);
            }
        }
    }

    private PendingExchange Next()
    {
        lock (_pending)
        {
            PendingExchange? next;
            while (!_pending.TryDequeue(out next))
            {
                Monitor.Wait(_pending);
            }

            return next;
        }
    }
}

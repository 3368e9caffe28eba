namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Proposals on their way to a file: of the many by which windows of two pictures that are alike everywhere propose them, one for each
/// trimming is passed on of those that are held together. For one thread.
/// </summary>
/// <param name="pass">Takes them.</param>
internal sealed class ProposalBuffer(ProposalBuffer.Pass pass)
{
    private const int Room = 1 << 16;

    private readonly CopyProposal[] _held = new CopyProposal[Room];
    private int _count;

    /// <summary>Takes one.</summary>
    public void Add(CopyProposal proposal)
    {
        _held[_count++] = proposal;
        if (_count == Room)
        {
            _count = CopyProposal.KeepBest(_held);
            if (_count > Room / 2)
            {
                Flush();
            }
        }
    }

    /// <summary>Passes on what is held.</summary>
    public void Flush()
    {
        _count = CopyProposal.KeepBest(_held.AsSpan(0, _count));
        pass(_held.AsSpan(0, _count));
        _count = 0;
    }

    /// <summary>Takes proposals.</summary>
    /// <param name="proposals">Only for the call.</param>
    public delegate void Pass(ReadOnlySpan<CopyProposal> proposals);
}

using System.Runtime.InteropServices;
using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds pictures that show the same: coded anew, scaled, trimmed, or the same view a little turned. Hashes of windows
/// propose pairs, and the correlation of the two fingerprints where they overlap decides.
/// </summary>
/// <remarks>
/// Windows and proposals lie in temporary files, dealt out to partitions of which one at a time is in memory for each thread: its
/// size does not grow with the catalogue, but for pairs that are alike. The pairs are the same for partitions of any size.
/// </remarks>
internal sealed class CopyFinder
{
    private const int UsualHashes = 2 << 20; // in memory, of all threads, 48 bytes each
    private const int WindowsOfOne = 103; // of a single view: 51 that are looked for and 52 that are looked in
    private const int LeastPartitions = 4; // for each thread, so that none waits for long
    private const int ProposalPictures = 4096; // whose proposals are judged together, as a rule
    private const int MostProposalPartitions = 4096;

    private const int Stride = 8; // columns between the windows that are looked in; those that are looked for are at every one

    private readonly PictureColumns _pictures;
    private readonly Func<int, IReadOnlyList<FrameRectangle>> _overlayOf;
    private readonly CopyJudge _judge;
    private readonly ParallelOptions _parallel;
    private readonly int[] _candidates; // their places are what the windows count by

    private CopyFinder(
        PictureColumns pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options, CancellationToken cancellation)
    {
        (_pictures, _overlayOf, _judge) = (pictures, overlayOf, new CopyJudge(options));
        _parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        _candidates = [.. candidates.Where(i => pictures.FingerprintOf(i) is not null)];
    }

    /// <summary>Every pair of copies among the candidates, in the catalogue's order.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Places of pictures in it, no two of the same bytes.</param>
    /// <param name="overlayOf">What is drawn over a picture, by its place.</param>
    /// <param name="options">From where on two pictures are copies.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="blockHashes">How many windows are in memory at a time, about.</param>
    /// <exception cref="InputException">A temporary file cannot be written or read.</exception>
    public static List<CopyPair> Find(
        PictureColumns pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options, CancellationToken cancellation, int blockHashes = UsualHashes)
    {
        try
        {
            return new CopyFinder(pictures, candidates, overlayOf, options, cancellation).FindAll(blockHashes);
        }
        catch (AggregateException errors) when (errors.Flatten().InnerExceptions.FirstOrDefault(e => e is IOException or InputException) is { } error)
        {
            throw error as InputException ?? new InputException($"copies cannot be looked for: {OneLine.Of(error)}", error);
        }
        catch (IOException error)
        {
            throw new InputException($"copies cannot be looked for: {OneLine.Of(error)}", error);
        }
    }

    private List<CopyPair> FindAll(int blockHashes)
    {
        int perPartition = Math.Max(ProposalPictures, _candidates.Length / MostProposalPartitions);
        using var proposals = new PartitionedSpill<CopyProposal>("how pictures may lie on each other", (_candidates.Length / perPartition) + 1);
        using (WindowPartitions windows = HashAll(blockHashes))
        {
            windows.ProposeAll(proposals, proposal => proposal.Candidate / perPartition, _parallel);
        }

        var pairs = new List<CopyPair>();
        CopyProposal[] some = [];
        for (int partition = 0; partition < proposals.Partitions; partition++)
        {
            int count = proposals.Read(partition, ref some, CopyProposal.KeepBest);
            JudgeAll(some, count, pairs);
        }

        return Distinct(pairs);
    }

    private WindowPartitions HashAll(int blockHashes)
    {
        long all = (long)_candidates.Length * WindowsOfOne;
        int threads = _parallel.MaxDegreeOfParallelism;
        var partitions = WindowPartitions.OfFirst(all, Math.Max(1, Math.Min(all / (LeastPartitions * threads), blockHashes / threads)));
        try
        {
            Parallel.For(0, _candidates.Length, _parallel, () => new HashingScratch(), (candidate, _, scratch) =>
            {
                Hash(candidate, scratch);
                partitions.Add(CollectionsMarshal.AsSpan(scratch.Sought), CollectionsMarshal.AsSpan(scratch.LookedIn));
                return scratch;
            }, _ => { });
            return partitions;
        }
        catch
        {
            partitions.Dispose();
            throw;
        }
    }

    /// <summary>The windows of a candidate that are looked for, and those that are looked in.</summary>
    private void Hash(int candidate, HashingScratch scratch)
    {
        PictureFingerprint fingerprint = FingerprintOf(candidate);
        (int from, int to, bool wraps) = Frame(candidate, fingerprint.Columns);
        ReadOnlySpan<float> levels = fingerprint.Levels();
        (List<(WindowCode Code, int Column)> windows, List<HashedWindow> sought, List<HashedWindow> lookedIn) = scratch;
        windows.Clear();
        sought.Clear();
        lookedIn.Clear();
        TrimmedBand.Whole.Windows(levels, fingerprint.Columns, from, to, 1, windows, wraps);
        foreach ((WindowCode code, int column) in windows)
        {
            var window = new HashedWindow(code, candidate, (short)column, 0);
            sought.Add(window);
            if ((column - from) % Stride == 0 && column + WindowHash.Width <= to)
            {
                lookedIn.Add(window); // none that runs over the edge
            }
        }

        for (int trim = 1; trim < TrimmedBand.All.Count; trim++)
        {
            windows.Clear();
            TrimmedBand.All[trim].Windows(levels, fingerprint.Columns, from, to, Stride, windows);
            foreach ((WindowCode code, int column) in windows)
            {
                lookedIn.Add(new HashedWindow(code, candidate, (short)column, (byte)trim));
            }
        }
    }

    private PictureFingerprint FingerprintOf(int candidate) => _pictures.FingerprintOf(_candidates[candidate])!;

    private (int From, int To, bool Wraps) Frame(int candidate, int columns)
    {
        (int from, int to) = OverlayColumns.Free(columns, _overlayOf(_candidates[candidate]));
        return (from, to, _pictures.Sizes[_candidates[candidate]].IsPanorama && from == 0 && to == columns);
    }

    private GreyBand Band(int candidate)
    {
        PictureFingerprint fingerprint = FingerprintOf(candidate);
        (int from, int to, bool wraps) = Frame(candidate, fingerprint.Columns);
        return new GreyBand(fingerprint, from, to, wraps);
    }

    private void JudgeAll(CopyProposal[] proposals, int count, List<CopyPair> all)
    {
        int[] starts = [.. Enumerable.Range(0, count).Where(i => i == 0 || proposals[i - 1].Candidate != proposals[i].Candidate), count];
        Parallel.For(
            0,
            starts.Length - 1,
            _parallel,
            () => new List<CopyPair>(),
            (i, _, pairs) =>
            {
                Judge(new ArraySegment<CopyProposal>(proposals, starts[i], starts[i + 1] - starts[i]), pairs);
                return pairs;
            },
            pairs =>
            {
                lock (all)
                {
                    all.AddRange(pairs);
                }
            });
    }

    private static List<CopyPair> Distinct(List<CopyPair> all)
    {
        // A pair may have been met from both sides; what speaks more for it counts.
        all.Sort((a, b) => (a.First, a.Second, b.SamePicture, b.Correlation, b.Shared).CompareTo((b.First, b.Second, a.SamePicture, a.Correlation, a.Shared)));
        int kept = 0;
        for (int i = 0; i < all.Count; i++)
        {
            if (kept == 0 || (all[kept - 1].First, all[kept - 1].Second) != (all[i].First, all[i].Second))
            {
                all[kept++] = all[i];
            }
        }

        all.RemoveRange(kept, all.Count - kept);
        return all;
    }

    /// <summary>Decides on what is proposed for one candidate.</summary>
    private void Judge(ArraySegment<CopyProposal> proposals, List<CopyPair> pairs)
    {
        int candidate = proposals[0].Candidate;
        GreyBand first = Band(candidate);
        foreach (IGrouping<int, CopyProposal> other in proposals.GroupBy(p => p.Other))
        {
            if (_judge.Agreement(first, Band(other.Key), other) is var (samePicture, correlation, shared))
            {
                (int one, int two) = (_candidates[candidate], _candidates[other.Key]);
                pairs.Add(new CopyPair(Math.Min(one, two), Math.Max(one, two), samePicture, correlation, shared));
            }
        }
    }

    private sealed record HashingScratch
    {
        public List<(WindowCode Code, int Column)> Windows { get; } = [];

        public List<HashedWindow> Sought { get; } = [];

        public List<HashedWindow> LookedIn { get; } = [];

        public void Deconstruct(out List<(WindowCode Code, int Column)> windows, out List<HashedWindow> sought, out List<HashedWindow> lookedIn) =>
            (windows, sought, lookedIn) = (Windows, Sought, LookedIn);
    }
}

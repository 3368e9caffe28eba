using System.Runtime.InteropServices;
using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds pictures that show the same: coded anew, scaled, trimmed, or the same view a little turned. Hashes of windows
/// propose pairs, and the correlation of the two fingerprints where they overlap decides.
/// </summary>
/// <remarks>
/// The windows of a block of pictures are looked in at a time, so that memory does not grow with the catalogue; those that are looked
/// for lie in a temporary file. The pairs are the same for blocks of any size.
/// </remarks>
internal sealed class CopyFinder
{
    private const int PartPictures = 4096; // that are hashed or looked for together, so that little lies about between threads and lists
    private const int UsualHashes = 12 << 20; // of a block, 28 bytes each with their index: some 60,000 single views

    private const int Stride = 8; // columns between the windows that are looked in; those that are looked for are at every one

    private readonly PictureColumns _pictures;
    private readonly Func<int, IReadOnlyList<FrameRectangle>> _overlayOf;
    private readonly CopyJudge _judge;
    private readonly ParallelOptions _parallel;
    private readonly int[] _candidates; // their places are what the fields below count by
    private readonly int _blockHashes;
    private readonly List<ulong> _hashes = []; // of the windows of the block
    private readonly List<WindowPlace> _places = [];
    private readonly CopyProposal[]?[] _proposals; // for those of the block

    private CopyFinder(
        PictureColumns pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options, int blockHashes, CancellationToken cancellation)
    {
        _blockHashes = blockHashes;
        (_pictures, _overlayOf, _judge) = (pictures, overlayOf, new CopyJudge(options));
        _parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount };
        _candidates = [.. candidates.Where(i => pictures.FingerprintOf(i) is not null)];
        _proposals = new CopyProposal[]?[_candidates.Length];
    }

    /// <summary>Every pair of copies among the candidates, in the catalogue's order.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Places of pictures in it, no two of the same bytes.</param>
    /// <param name="overlayOf">What is drawn over a picture, by its place.</param>
    /// <param name="options">From where on two pictures are copies.</param>
    /// <param name="cancellation">Stops the search.</param>
    /// <param name="blockHashes">How many windows are looked in at a time, about.</param>
    /// <exception cref="InputException">A temporary file cannot be written or read.</exception>
    public static List<CopyPair> Find(
        PictureColumns pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options, CancellationToken cancellation, int blockHashes = UsualHashes)
    {
        try
        {
            return new CopyFinder(pictures, candidates, overlayOf, options, blockHashes, cancellation).FindAll();
        }
        catch (IOException error)
        {
            throw new InputException($"copies cannot be looked for: {OneLine.Of(error)}", error);
        }
    }

    private List<CopyPair> FindAll()
    {
        using var sought = new SoughtWindows();
        var pairs = new List<CopyPair>();
        HashIndex? index = null;
        for (int next = 0; next < _candidates.Length;)
        {
            next = HashBlock(next, sought);
            index = index?.Room >= _hashes.Count ? index : new HashIndex(_hashes.Count);
            ProposeAll(index, sought);
            JudgeAll(pairs);
        }

        return Distinct(pairs);
    }

    /// <summary>Hashes the windows that are looked in of as many candidates as make a block, and with the first block those that are looked for of all.</summary>
    /// <returns>The first candidate of the next block.</returns>
    private int HashBlock(int first, SoughtWindows sought)
    {
        _hashes.Clear();
        _places.Clear();
        int end = first;
        bool seek = first == 0;
        for (int start = first; start < _candidates.Length && (seek || _hashes.Count < _blockHashes); start += PartPictures)
        {
            bool lookIn = _hashes.Count < _blockHashes;
            int count = Math.Min(PartPictures, _candidates.Length - start);
            var parts = new (ulong[] Hashes, short[] Columns, (ulong Hash, WindowPlace Place)[] LookedIn)[count];
            Parallel.For(0, count, _parallel, () => new List<(ulong, int)>(), (i, _, windows) =>
            {
                parts[i] = HashOne(start + i, windows, lookIn);
                return windows;
            }, _ => { });
            if (seek)
            {
                sought.Add([.. parts.Select(part => (part.Hashes, part.Columns))]);
            }

            if (lookIn)
            {
                Add(parts, start - first);
                end = start + count;
            }
        }

        return end;
    }

    private void Add((ulong[] Hashes, short[] Columns, (ulong Hash, WindowPlace Place)[] LookedIn)[] parts, int before)
    {
        if (before == 0)
        {
            // Room for all at once, by what the first ones have and an eighth more: lists that grow leave halves about.
            long own = parts.Sum(part => (long)part.LookedIn.Length);
            int room = (int)Math.Min(_blockHashes + own, own * (_candidates.Length / parts.Length + 1) * 9 / 8);
            _hashes.EnsureCapacity(room);
            _places.EnsureCapacity(room);
        }

        foreach ((ulong hash, WindowPlace place) in parts.SelectMany(part => part.LookedIn))
        {
            _hashes.Add(hash);
            _places.Add(place);
        }
    }

    /// <summary>The windows of a candidate that are looked for, and, where they are asked for, those that are looked in.</summary>
    private (ulong[] Hashes, short[] Columns, (ulong Hash, WindowPlace Place)[] LookedIn) HashOne(int candidate, List<(ulong Hash, int Column)> windows, bool lookIn)
    {
        PictureFingerprint fingerprint = FingerprintOf(candidate);
        (int from, int to, bool wraps) = Frame(candidate, fingerprint.Columns);
        ReadOnlySpan<float> levels = fingerprint.Levels();
        windows.Clear();
        TrimmedBand.Whole.Windows(levels, fingerprint.Columns, from, to, 1, windows, wraps);
        (ulong[] hashes, short[] columns) = ([.. windows.Select(w => w.Hash)], [.. windows.Select(w => (short)w.Column)]);
        if (!lookIn)
        {
            return (hashes, columns, []);
        }

        // Of the whole picture those at every few columns are looked in too, though none that runs over the edge.
        windows.RemoveAll(w => (w.Column - from) % Stride != 0 || w.Column + WindowHash.Width > to);
        Span<int> ends = stackalloc int[TrimmedBand.All.Count];
        ends[0] = windows.Count;
        for (int trim = 1; trim < ends.Length; trim++)
        {
            TrimmedBand.All[trim].Windows(levels, fingerprint.Columns, from, to, Stride, windows);
            ends[trim] = windows.Count;
        }

        var places = new (ulong, WindowPlace)[windows.Count];
        for (int i = 0, trim = 0; i < places.Length; i++)
        {
            while (i >= ends[trim])
            {
                trim++;
            }

            places[i] = (windows[i].Hash, new WindowPlace(candidate, (short)windows[i].Column, (byte)trim));
        }

        return (hashes, columns, places);
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

    /// <summary>Finds, for each picture, the others in the block of which a window is nearly one of its own, by one quarter of the hashes after the other.</summary>
    private void ProposeAll(HashIndex index, SoughtWindows sought)
    {
        Array.Clear(_proposals);
        for (int quarter = 0; quarter < HashIndex.Quarters; quarter++)
        {
            index.Turn(CollectionsMarshal.AsSpan(_hashes), quarter);
            for (int part = 0; part < sought.Parts; part++)
            {
                (int[] ends, ulong[] hashes, short[] columns) = sought.Read(part);
                Parallel.For(
                    0,
                    ends.Length,
                    _parallel,
                    () => (Found: new List<(int Place, int Distance)>(), Best: new Dictionary<(int Other, int Trim), CopyProposal>()),
                    (i, _, scratch) =>
                    {
                        int start = i == 0 ? 0 : ends[i - 1];
                        Propose((part * PartPictures) + i, hashes.AsSpan(start..ends[i]), columns.AsSpan(start..ends[i]), index, scratch.Found, scratch.Best);
                        return scratch;
                    },
                    _ => { });
            }
        }
    }

    private void Propose(
        int candidate, ReadOnlySpan<ulong> hashes, ReadOnlySpan<short> columns, HashIndex index, List<(int Place, int Distance)> found, Dictionary<(int Other, int Trim), CopyProposal> best)
    {
        best.Clear();
        foreach (CopyProposal known in _proposals[candidate] ?? [])
        {
            best[(known.Other, known.Trim)] = known;
        }

        for (int i = 0; i < hashes.Length; i++)
        {
            found.Clear();
            index.Near(hashes[i], found);
            foreach ((int place, int distance) in found)
            {
                WindowPlace there = _places[place];

                // Untrimmed pairs are met from both sides: one of them will do.
                if (there.Candidate == candidate || (there.Trim == 0 && there.Candidate > candidate))
                {
                    continue;
                }

                var proposal = new CopyProposal(there.Candidate, there.Trim, (byte)distance, columns[i], there.Column);
                if (!best.TryGetValue((there.Candidate, there.Trim), out CopyProposal known) || proposal.IsBetterThan(known))
                {
                    best[(there.Candidate, there.Trim)] = proposal;
                }
            }
        }

        _proposals[candidate] = best.Count == 0 ? null : [.. best.Values];
    }

    private void JudgeAll(List<CopyPair> all) =>
        Parallel.For(
            0,
            _candidates.Length,
            _parallel,
            () => new List<CopyPair>(),
            (candidate, _, pairs) =>
            {
                Judge(candidate, pairs);
                return pairs;
            },
            pairs =>
            {
                lock (all)
                {
                    all.AddRange(pairs);
                }
            });

    private static List<CopyPair> Distinct(List<CopyPair> all)
    {
        // A pair may have been met from both sides; what speaks more for it counts.
        all.Sort((a, b) => (a.First, a.Second, b.SamePicture, b.Correlation).CompareTo((b.First, b.Second, a.SamePicture, a.Correlation)));
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

    private void Judge(int candidate, List<CopyPair> pairs)
    {
        if (_proposals[candidate] is not { } proposals)
        {
            return;
        }

        GreyBand first = Band(candidate);
        foreach (IGrouping<int, CopyProposal> other in proposals.GroupBy(p => p.Other))
        {
            if (_judge.Agreement(first, Band(other.Key), other.OrderBy(p => p.Trim)) is var (samePicture, correlation, shared))
            {
                (int one, int two) = (_candidates[candidate], _candidates[other.Key]);
                pairs.Add(new CopyPair(Math.Min(one, two), Math.Max(one, two), samePicture, correlation, shared));
            }
        }
    }

    /// <summary>A window that was hashed: whose, where, and in which trimming.</summary>
    private readonly record struct WindowPlace(int Candidate, short Column, byte Trim);
}

using System.Collections.Concurrent;
using Honnan.Data.Catalogue;
using Honnan.Data.Imaging;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds pictures that show the same: coded anew, scaled, trimmed, or the same view a little turned. Hashes of windows
/// propose pairs, and the correlation of the two fingerprints where they overlap decides.
/// </summary>
internal sealed class CopyFinder
{
    private const int Stride = 8; // columns between the windows that are looked in; those that are looked for are at every one

    private readonly IReadOnlyList<CataloguePicture> _pictures;
    private readonly Func<int, IReadOnlyList<FrameRectangle>> _overlayOf;
    private readonly CopyOptions _options;
    private readonly int[] _candidates;
    private readonly List<WindowPlace> _places = [];
    private readonly HashIndex _index;

    private CopyFinder(IReadOnlyList<CataloguePicture> pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options)
    {
        (_pictures, _overlayOf, _options) = (pictures, overlayOf, options);
        _candidates = [.. candidates.Where(i => pictures[i].Fingerprint is not null)];
        _index = new HashIndex(Hashes());
    }

    /// <summary>Every pair of copies among the candidates, in the catalogue's order.</summary>
    /// <param name="pictures">The catalogue.</param>
    /// <param name="candidates">Places of pictures in it, no two of the same bytes.</param>
    /// <param name="overlayOf">What is drawn over a picture, by its place.</param>
    /// <param name="options">From where on two pictures are copies.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static List<CopyPair> Find(
        IReadOnlyList<CataloguePicture> pictures, IEnumerable<int> candidates, Func<int, IReadOnlyList<FrameRectangle>> overlayOf, CopyOptions options, CancellationToken cancellation)
    {
        var finder = new CopyFinder(pictures, candidates, overlayOf, options);
        var pairs = new ConcurrentDictionary<(int First, int Second), CopyPair>();
        Parallel.ForEach(finder._candidates, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, picture =>
        {
            foreach (CopyPair pair in finder.CopiesOf(picture))
            {
                pairs.AddOrUpdate((pair.First, pair.Second), pair, (_, known) => Stronger(known, pair));
            }
        });
        return [.. pairs.Values.OrderBy(pair => pair.First).ThenBy(pair => pair.Second)];
    }

    private static CopyPair Stronger(CopyPair a, CopyPair b) =>
        (b.SamePicture, b.Correlation).CompareTo((a.SamePicture, a.Correlation)) > 0 ? b : a;

    private ulong[] Hashes()
    {
        var all = new (List<WindowPlace> Places, List<ulong> Hashes)[_candidates.Length];
        Parallel.For(0, _candidates.Length, i =>
        {
            var places = new List<WindowPlace>();
            var hashes = new List<ulong>();
            (int from, int to, _) = Frame(_candidates[i]);
            var windows = new List<(ulong Hash, int Column)>();
            for (int trim = 0; trim < TrimmedBand.All.Count; trim++)
            {
                windows.Clear();
                TrimmedBand.All[trim].Windows(_pictures[_candidates[i]].Fingerprint!, from, to, Stride, windows);
                foreach ((ulong hash, int column) in windows)
                {
                    hashes.Add(hash);
                    places.Add(new WindowPlace(i, (short)column, (byte)trim));
                }
            }

            all[i] = (places, hashes);
        });
        foreach ((List<WindowPlace> places, _) in all)
        {
            _places.AddRange(places);
        }

        return [.. all.SelectMany(a => a.Hashes)];
    }

    private (int From, int To, bool Wraps) Frame(int picture)
    {
        PictureFingerprint fingerprint = _pictures[picture].Fingerprint!;
        (int from, int to) = OverlayColumns.Free(fingerprint.Columns, _overlayOf(picture));
        return (from, to, _pictures[picture].Size.IsPanorama && from == 0 && to == fingerprint.Columns);
    }

    private GreyBand Band(int picture)
    {
        (int from, int to, bool wraps) = Frame(picture);
        return new GreyBand(_pictures[picture].Fingerprint!, from, to, wraps);
    }

    private IEnumerable<CopyPair> CopiesOf(int picture)
    {
        (int from, int to, bool wraps) = Frame(picture);
        var windows = new List<(ulong Hash, int Column)>();
        TrimmedBand.Whole.Windows(_pictures[picture].Fingerprint!, from, to, 1, windows, wraps);
        var found = new List<(int Place, int Distance)>();
        var best = new Dictionary<(int Candidate, int Trim), (int Distance, BandAlignment At)>();
        foreach ((ulong hash, int column) in windows)
        {
            found.Clear();
            _index.Near(hash, found);
            foreach ((int place, int distance) in found)
            {
                WindowPlace there = _places[place];
                int other = _candidates[there.Candidate];

                // Untrimmed pairs are met from both sides: one of them will do.
                if (other == picture || (there.Trim == 0 && other > picture))
                {
                    continue;
                }

                var key = (there.Candidate, (int)there.Trim);
                if (!best.TryGetValue(key, out (int Distance, BandAlignment At) known) || distance < known.Distance)
                {
                    best[key] = (distance, TrimmedBand.All[there.Trim].Place(column, there.Column));
                }
            }
        }

        if (best.Count == 0)
        {
            yield break;
        }

        GreyBand first = Band(picture);
        foreach ((int candidate, List<(int Trim, BandAlignment At)> tries) in best
            .GroupBy(pair => pair.Key.Candidate)
            .Select(group => (group.Key, group.OrderBy(pair => pair.Key.Trim).Select(pair => (pair.Key.Trim, pair.Value.At)).ToList())))
        {
            int other = _candidates[candidate];
            if (Judge(picture, first, other, Band(other), tries) is { } pair)
            {
                yield return pair;
            }
        }
    }

    private CopyPair? Judge(int picture, GreyBand first, int other, GreyBand second, List<(int Trim, BandAlignment At)> tries)
    {
        foreach ((int trim, BandAlignment at) in tries)
        {
            // As if nothing had been trimmed first: a small turn looks much like a small trim.
            BandAlignment placed = at.Unscaled(first).Slid(first, second);
            if (!Agrees(placed))
            {
                placed = trim == 0 ? placed : at.Slid(first, second);
                if (placed.Correlation < WorthFitting)
                {
                    continue;
                }

                placed = placed.Fitted(first, second);
            }

            if (Agrees(placed))
            {
                (double ofFirst, double ofSecond) = placed.Coverage(first, second);
                bool same = Math.Max(ofFirst, ofSecond) >= (placed.ScaleY == 1 ? Whole : WholeFitted) && Math.Min(ofFirst, ofSecond) >= LeastOfTrimmed;
                return new CopyPair(Math.Min(picture, other), Math.Max(picture, other), same, Math.Min(1, placed.Correlation), Math.Min(1, Math.Max(ofFirst, ofSecond)));
            }
        }

        return null;
    }

    // A picture is a part of another where all but a hundredth of it (three quarters of a column) lies on the other; and where
    // less than this is left of the whole, it is another picture, such as a panorama's window.
    private const double Whole = 0.99;
    private const double WholeFitted = 0.97; // scales are found to a hundredth or two
    private const double LeastOfTrimmed = 0.7;
    private const double WorthFitting = 0.5;
    private const double LeastOverlap = 0.4;
    private const double FullOverlap = 0.75;

    private bool Agrees(BandAlignment at)
    {
        double part = Math.Clamp((at.Overlap - LeastOverlap) / (FullOverlap - LeastOverlap), 0, 1);
        return at.Overlap >= LeastOverlap && at.Correlation >= _options.CorrelationOfParts + (part * (_options.Correlation - _options.CorrelationOfParts));
    }

    /// <summary>A window that was hashed: whose, where, and in which trimming.</summary>
    private readonly record struct WindowPlace(int Candidate, short Column, byte Trim);
}

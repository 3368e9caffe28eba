using System.Numerics;

namespace Honnan.Data.Curation.Copies;

/// <summary>
/// Finds which of many windows are near, by one quarter of their hashes: both sides are sorted by it, those of one value that are many by
/// each of the six other bytes in turn, and who then lies together is compared. For one thread at a time; what it sorts into is kept.
/// </summary>
internal sealed class WindowJoin
{
    private const int ByteBits = 8;
    private const int Bytes = 64 / ByteBits;
    private const int FewPairs = 8192; // are compared sooner than they are sorted

    private readonly Sorted _sought = new(), _lookedIn = new();
    private readonly Sorted _soughtByByte = new(), _lookedInByByte = new();

    /// <summary>Adds what is proposed by a quarter, and not by one before it.</summary>
    /// <param name="sought">Windows that are looked for, in any order.</param>
    /// <param name="lookedIn">Those among which they are.</param>
    /// <param name="quarter">Which quarter.</param>
    /// <param name="bits">The lower bits of it that tell apart what values of it there are; 16 of any windows.</param>
    /// <param name="propose">Takes how pairs of pictures may lie on each other, the same pair and trimming as often as it is met.</param>
    public void Join(ReadOnlySpan<HashedWindow> sought, ReadOnlySpan<HashedWindow> lookedIn, int quarter, int bits, Action<CopyProposal> propose)
    {
        _sought.Sort(sought, WindowCode.QuarterBits * quarter, bits);
        _lookedIn.Sort(lookedIn, WindowCode.QuarterBits * quarter, bits);
        for (int value = 0; value < 1 << bits; value++)
        {
            ReadOnlySpan<HashedWindow> some = _sought.Of(value);
            ReadOnlySpan<HashedWindow> there = _lookedIn.Of(value);
            if ((long)some.Length * there.Length <= FewPairs)
            {
                Compare(some, there, quarter, null, propose);
            }
            else
            {
                ByBytes(some, there, quarter, propose);
            }
        }
    }

    private void ByBytes(ReadOnlySpan<HashedWindow> sought, ReadOnlySpan<HashedWindow> lookedIn, int quarter, Action<CopyProposal> propose)
    {
        for (int place = 0; place < Bytes; place++)
        {
            if (place / (Bytes / WindowCode.Quarters) == quarter)
            {
                continue;
            }

            _soughtByByte.Sort(sought, ByteBits * place, ByteBits);
            _lookedInByByte.Sort(lookedIn, ByteBits * place, ByteBits);
            for (int value = 0; value < 1 << ByteBits; value++)
            {
                Compare(_soughtByByte.Of(value), _lookedInByByte.Of(value), quarter, place, propose);
            }
        }
    }

    /// <summary>Compares all with all; counts those whose first key is this one, or any of the quarter's.</summary>
    private static void Compare(ReadOnlySpan<HashedWindow> sought, ReadOnlySpan<HashedWindow> lookedIn, int quarter, int? place, Action<CopyProposal> propose)
    {
        foreach (ref readonly HashedWindow window in sought)
        {
            ulong coarse = window.Code.Coarse;
            foreach (ref readonly HashedWindow there in lookedIn)
            {
                if (BitOperations.PopCount(coarse ^ there.Code.Coarse) > WindowCode.MostCoarse || !IsAnother(window, there))
                {
                    continue;
                }

                if (window.Code.NearBy(there.Code) is var (first, firstByte) && first == quarter && (place is null || place == firstByte))
                {
                    propose(new CopyProposal(window.Candidate, there.Candidate, there.Trim, (byte)window.Code.Distance(there.Code), window.Column, there.Column));
                }
            }
        }
    }

    // Untrimmed pairs are met from both sides: one of them will do.
    private static bool IsAnother(in HashedWindow window, in HashedWindow there) =>
        there.Candidate != window.Candidate && (there.Trim > 0 || there.Candidate < window.Candidate);

    /// <summary>Windows sorted by some of their coarse bits.</summary>
    private sealed class Sorted
    {
        private HashedWindow[] _windows = [];
        private int[] _ends = [];

        /// <summary>Those whose bits make a number.</summary>
        public ReadOnlySpan<HashedWindow> Of(int value)
        {
            int start = value == 0 ? 0 : _ends[value - 1];
            return _windows.AsSpan(start, _ends[value] - start);
        }

        /// <summary>Takes windows, sorted by so many bits from one on.</summary>
        public void Sort(ReadOnlySpan<HashedWindow> windows, int first, int bits)
        {
            if (_windows.Length < windows.Length)
            {
                _windows = GC.AllocateUninitializedArray<HashedWindow>(windows.Length);
            }

            int mask = (1 << bits) - 1;
            _ends = _ends.Length == mask + 1 ? _ends : new int[mask + 1];
            Span<int> next = _ends;
            next.Clear();
            foreach (ref readonly HashedWindow window in windows)
            {
                next[(int)(window.Code.Coarse >> first) & mask]++;
            }

            int start = 0;
            for (int value = 0; value < next.Length; value++)
            {
                (next[value], start) = (start, start + next[value]);
            }

            // What begins as each number's start ends as its end.
            foreach (ref readonly HashedWindow window in windows)
            {
                _windows[next[(int)(window.Code.Coarse >> first) & mask]++] = window;
            }
        }
    }
}

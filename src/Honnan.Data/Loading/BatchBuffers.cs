namespace Honnan.Data.Loading;

/// <summary>
/// The pixel arrays of batches, used again and again. The framework's shared pool would keep one of these large arrays
/// for every thread that gave one back; this one keeps no free array where all together are more bytes than it is told.
/// </summary>
internal sealed class BatchBuffers(long bound)
{
    private readonly Lock _lock = new();
    private readonly List<byte[]> _free = [];
    private long _bytes; // of all arrays, taken and free

    /// <summary>Arrays that were taken and not given back.</summary>
    public int Outstanding { get; private set; }

    public byte[] Take(int length)
    {
        lock (_lock)
        {
            Outstanding++;
            int best = -1;
            for (int i = 0; i < _free.Count; i++)
            {
                if (_free[i].Length >= length && (best < 0 || _free[i].Length < _free[best].Length))
                {
                    best = i;
                }
            }

            if (best >= 0)
            {
                byte[] found = _free[best];
                _free.RemoveAt(best);
                return found;
            }

            _bytes += length;
            Trim();
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    public void Give(byte[] array)
    {
        lock (_lock)
        {
            Outstanding--;
            _free.Add(array);
            Trim();
        }
    }

    private void Trim()
    {
        while (_bytes > bound && _free.Count > 0)
        {
            _bytes -= _free[0].Length; // the longest unused
            _free.RemoveAt(0);
        }
    }
}

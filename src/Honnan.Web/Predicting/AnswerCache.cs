namespace Honnan.Web.Predicting;

/// <summary>Keeps what was said of pictures, by their hashes, up to a bound of memory; what was not asked for longest goes first. Safe for use by several threads.</summary>
/// <param name="most">In bytes.</param>
internal sealed class AnswerCache(long most)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<(string Key, PictureSaid Said)>> _places = new(StringComparer.Ordinal);
    private readonly LinkedList<(string Key, PictureSaid Said)> _latest = [];

    /// <summary>What it takes, in bytes.</summary>
    public long Taken { get; private set; }

    /// <summary>What was said; null where that is not known.</summary>
    public PictureSaid? Find(string key)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(key, out LinkedListNode<(string Key, PictureSaid Said)>? node))
            {
                return null;
            }

            _latest.Remove(node);
            _latest.AddFirst(node);
            return node.Value.Said;
        }
    }

    /// <summary>Keeps an answer.</summary>
    public void Add(string key, PictureSaid said)
    {
        if (said.Bytes > most)
        {
            return;
        }

        lock (_gate)
        {
            if (_places.ContainsKey(key))
            {
                return;
            }

            _places[key] = _latest.AddFirst((key, said));
            Taken += said.Bytes;
            while (Taken > most)
            {
                (string oldest, PictureSaid gone) = _latest.Last!.Value;
                _latest.RemoveLast();
                _places.Remove(oldest);
                Taken -= gone.Bytes;
            }
        }
    }
}

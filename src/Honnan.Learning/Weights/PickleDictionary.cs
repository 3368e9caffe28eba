namespace Honnan.Learning.Weights;

/// <summary>A Python dict or OrderedDict: keys are texts, 64-bit integers, floats or booleans, in the order they came.</summary>
internal sealed class PickleDictionary
{
    // Made with the first key: an empty dictionary costs a byte in a pickle.
    private OrderedDictionary<object, object?>? _items;

    /// <summary>Keys and values in the order in which the keys first came.</summary>
    public IEnumerable<KeyValuePair<object, object?>> Items => _items ?? [];

    /// <summary>The number of keys.</summary>
    public int Count => _items?.Count ?? 0;

    /// <summary>Sets a key; a later value takes the earlier one's place. True where the key is new.</summary>
    public bool Set(object key, object? value)
    {
        _items ??= [];
        if (_items.TryAdd(key, value))
        {
            return true;
        }

        _items[key] = value;
        return false;
    }

    /// <summary>The value of a key, or null.</summary>
    public object? Find(object key) => _items?.GetValueOrDefault(key);
}

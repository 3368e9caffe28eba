namespace Honnan.Learning.Weights;

/// <summary>The pickle machine's values: a stack with marks, a memo, and the budget that both are charged to.</summary>
/// <param name="file">For errors.</param>
internal sealed class PickleStack(FileBytes file)
{
    /// <summary>Bytes that all values of one pickle may take, estimated.</summary>
    private const long MaxMemory = 128 << 20;

    /// <summary>The most marks open at once; torch's pickles have about as many as dictionaries are nested.</summary>
    private const int MaxMarks = 1000;

    private readonly List<object?> _values = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private long _memory;

    /// <summary>Takes bytes from the budget.</summary>
    public void Charge(long bytes)
    {
        _memory += bytes;
        if (_memory > MaxMemory)
        {
            throw file.Damaged($"its pickle would take more than {MaxMemory >> 20} MiB of memory");
        }
    }

    /// <summary>Puts a value on top.</summary>
    public void Push(object? value)
    {
        Charge(40); // a boxed number or an empty tuple, and its place
        _values.Add(value);
    }

    /// <summary>The value on top; those below the last mark are out of reach.</summary>
    public object? Peek() => _values.Count > (_marks.Count == 0 ? 0 : _marks[^1])
        ? _values[^1]
        : throw file.Damaged("its pickle takes more values than it has made");

    /// <summary>Takes the value on top.</summary>
    public object? Pop()
    {
        object? value = Peek();
        _values.RemoveAt(_values.Count - 1);
        return value;
    }

    /// <summary>Marks the top.</summary>
    public void Mark()
    {
        _marks.Add(_values.Count);
        if (_marks.Count > MaxMarks)
        {
            throw file.Damaged($"its pickle is nested more than {MaxMarks} deep");
        }
    }

    /// <summary>Takes the last mark and all values above it.</summary>
    public object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw file.Damaged("its pickle ends a part that it has not begun");
        }

        int start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] items = new object?[_values.Count - start];
        _values.CopyTo(start, items, 0, items.Length);
        _values.RemoveRange(start, items.Length);
        Charge(8L * items.Length);
        return items;
    }

    /// <summary>Keeps the value on top under a number.</summary>
    public void Remember(uint index)
    {
        object? value = Peek();
        if (_memo.TryAdd(index, value))
        {
            Charge(48);
        }

        _memo[index] = value;
    }

    /// <summary>Keeps the value on top under the next number.</summary>
    public void RememberNext() => Remember((uint)_memo.Count);

    /// <summary>Puts a kept value on top.</summary>
    public void Recall(uint index) => Push(_memo.TryGetValue(index, out object? value)
        ? value
        : throw file.Damaged($"its pickle recalls value {index}, which it has not kept"));
}

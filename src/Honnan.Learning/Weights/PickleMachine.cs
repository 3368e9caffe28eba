using System.Globalization;
using System.Numerics;

namespace Honnan.Learning.Weights;

/// <summary>
/// Runs the part of Python's pickle language (protocols 1 to 5) that torch.save writes for tensors, numbers, texts,
/// lists, tuples and dictionaries. It makes values of this namespace only; a class or function outside
/// <see cref="PickleGlobal"/> ends the reading. Work and memory are bounded by a budget. Source of the instructions:
/// CPython's <c>pickletools.py</c>.
/// </summary>
internal sealed class PickleMachine
{
    /// <summary>Bytes that all values of one pickle may take, estimated.</summary>
    private const long MaxMemory = 128 << 20;

    /// <summary>The most marks open at once; torch's pickles have about as many as dictionaries are nested.</summary>
    private const int MaxMarks = 1000;

    /// <summary>The longest integer in bytes; longer ones take quadratic time to print.</summary>
    private const int MaxInteger = 128;

    private readonly FileBytes _file;
    private readonly PickleStream _stream;
    private readonly PickleCalls _calls;
    private readonly List<object?> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object?> _memo = [];
    private long _memory;

    private PickleMachine(FileBytes file, PickleStream stream, Func<PickleTuple, TorchStorage> storages)
    {
        (_file, _stream) = (file, stream);
        _calls = new PickleCalls(file, storages, Charge);
    }

    /// <summary>Runs one pickle to its end.</summary>
    /// <param name="file">For errors.</param>
    /// <param name="stream">Stands at the pickle's first byte, and after its last when this returns.</param>
    /// <param name="storages">Gives the storage that a persistent id names.</param>
    /// <returns>
    /// null, bool, long, <see cref="BigInteger"/>, double, string, byte[], <see cref="PickleTuple"/>, <see cref="PickleList"/>,
    /// <see cref="PickleDictionary"/>, <see cref="PickleGlobal"/>, <see cref="TorchStorage"/> or <see cref="TorchTensor"/>.
    /// </returns>
    /// <exception cref="Honnan.Data.InputException">The pickle is damaged, too large, or wants what is not allowed.</exception>
    public static object? Run(FileBytes file, PickleStream stream, Func<PickleTuple, TorchStorage> storages) =>
        new PickleMachine(file, stream, storages).Run();

    private object? Run()
    {
        for (byte code = _stream.ReadByte(); code != '.'; code = _stream.ReadByte())
        {
            if (!(Scalar(code) || Container(code) || Memory(code) || Call(code)))
            {
                throw _file.Damaged($"its pickle holds the instruction 0x{code:x2} at byte {_stream.Position - 1}, which weights do not need");
            }
        }

        return Pop();
    }

    private bool Scalar(byte code)
    {
        switch (code)
        {
            case (byte)'N': Push(null); return true;
            case 0x88: Push(true); return true;
            case 0x89: Push(false); return true;
            case (byte)'J': Push((long)_stream.ReadInt32()); return true;
            case (byte)'K': Push((long)_stream.ReadByte()); return true;
            case (byte)'M': Push((long)_stream.ReadUInt16()); return true;
            case 0x8a: PushInteger(_stream.ReadByte()); return true;
            case 0x8b: PushInteger(_stream.ReadInt32()); return true;
            case (byte)'I': PushDigits(_stream.ReadLine()); return true;
            case (byte)'L': PushDigits(_stream.ReadLine().TrimEnd('L')); return true;
            case (byte)'G': Push(_stream.ReadDouble()); return true;
            case (byte)'X': PushText(_stream.ReadUInt32()); return true;
            case 0x8c: PushText(_stream.ReadByte()); return true;
            case 0x8d: PushText(_stream.ReadInt64()); return true;
            case (byte)'T': PushText(_stream.ReadInt32()); return true;
            case (byte)'U': PushText(_stream.ReadByte()); return true;
            case (byte)'B': PushBytes(_stream.ReadUInt32()); return true;
            case (byte)'C': PushBytes(_stream.ReadByte()); return true;
            case 0x8e: PushBytes(_stream.ReadInt64()); return true;
            default: return false;
        }
    }

    private bool Container(byte code)
    {
        switch (code)
        {
            case (byte)'(': Mark(); return true;
            case (byte)')': Push(PickleTuple.Empty); return true;
            case (byte)'t': Push(new PickleTuple(PopToMark())); return true;
            case 0x85: PushTuple(1); return true;
            case 0x86: PushTuple(2); return true;
            case 0x87: PushTuple(3); return true;
            case (byte)']': PushList([]); return true;
            case (byte)'l': PushList(PopToMark()); return true;
            case (byte)'a': Append([Pop()]); return true;
            case (byte)'e': Append(PopToMark()); return true;
            case (byte)'}': PushDictionary([]); return true;
            case (byte)'d': PushDictionary(PopToMark()); return true;
            case (byte)'s':
                object? value = Pop();
                Set([Pop(), value]);
                return true;
            case (byte)'u': Set(PopToMark()); return true;
            default: return false;
        }
    }

    private bool Memory(byte code)
    {
        switch (code)
        {
            case 0x80: CheckProtocol(_stream.ReadByte()); return true;
            case 0x95: _stream.ReadInt64(); return true; // a frame's length: only says how much may be read ahead
            case (byte)'0': Pop(); return true;
            case (byte)'1': PopToMark(); return true;
            case (byte)'2': Push(Peek()); return true;
            case (byte)'p': Remember(Index(_stream.ReadLine())); return true;
            case (byte)'q': Remember(_stream.ReadByte()); return true;
            case (byte)'r': Remember(_stream.ReadUInt32()); return true;
            case 0x94: Remember((uint)_memo.Count); return true;
            case (byte)'g': Recall(Index(_stream.ReadLine())); return true;
            case (byte)'h': Recall(_stream.ReadByte()); return true;
            case (byte)'j': Recall(_stream.ReadUInt32()); return true;
            default: return false;
        }
    }

    private bool Call(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                string module = _stream.ReadLine();
                Push(_calls.Global(module, _stream.ReadLine()));
                return true;
            case 0x93:
                object? name = Pop();
                Push(_calls.Global(Pop() as string, name as string));
                return true;
            case (byte)'Q':
                Push(_calls.Storage(Pop()));
                return true;
            case (byte)'R':
            case 0x81:
                object? arguments = Pop();
                Push(_calls.Call(Pop(), arguments));
                return true;
            case (byte)'b':
                object? state = Pop();
                _calls.CheckState(Peek(), state);
                return true;
            default:
                return false;
        }
    }

    private void Charge(long bytes)
    {
        _memory += bytes;
        if (_memory > MaxMemory)
        {
            throw _file.Damaged($"its pickle would take more than {MaxMemory >> 20} MiB of memory");
        }
    }

    private void Push(object? value)
    {
        Charge(40); // a boxed number or an empty tuple, and its place
        _stack.Add(value);
    }

    private object? Peek() => _stack.Count > (_marks.Count == 0 ? 0 : _marks[^1])
        ? _stack[^1]
        : throw _file.Damaged("its pickle takes more values than it has made");

    private object? Pop()
    {
        object? value = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return value;
    }

    private void Mark()
    {
        _marks.Add(_stack.Count);
        if (_marks.Count > MaxMarks)
        {
            throw _file.Damaged($"its pickle is nested more than {MaxMarks} deep");
        }
    }

    private object?[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw _file.Damaged("its pickle ends a part that it has not begun");
        }

        int start = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        object?[] items = new object?[_stack.Count - start];
        _stack.CopyTo(start, items, 0, items.Length);
        _stack.RemoveRange(start, items.Length);
        Charge(8L * items.Length);
        return items;
    }

    private void PushInteger(int length)
    {
        if (length is < 0 or > MaxInteger)
        {
            throw _file.Damaged($"its pickle holds an integer of {length} bytes; {MaxInteger} are the most");
        }

        PushInteger(new BigInteger(_stream.Read(length)));
    }

    private void PushDigits(string digits)
    {
        if (digits is "00" or "01")
        {
            Push(digits == "01"); // protocol 1's way to write booleans
            return;
        }

        PushInteger(digits.Length <= MaxInteger && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw _file.Damaged($"its pickle holds {FileBytes.Quoted(digits)} where an integer was due"));
    }

    private void PushInteger(BigInteger number) =>
        Push(number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number);

    private void PushText(long length)
    {
        string text = _stream.ReadText(length);
        Charge(2L * text.Length);
        Push(text);
    }

    private void PushBytes(long length)
    {
        byte[] bytes = _stream.Read(length).ToArray();
        Charge(bytes.Length);
        Push(bytes);
    }

    private void PushTuple(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        Charge(48);
        Push(new PickleTuple(items));
    }

    private void PushList(object?[] items)
    {
        Charge(48);
        Push(new PickleList());
        Append(items);
    }

    private void PushDictionary(object?[] items)
    {
        Charge(24);
        Push(new PickleDictionary());
        Set(items);
    }

    private void Append(object?[] items)
    {
        PickleList list = Peek() as PickleList ?? throw _file.Damaged("its pickle adds to what is not a list");
        Charge(16L * items.Length);
        list.Items.AddRange(items);
    }

    private void Set(object?[] items)
    {
        PickleDictionary dictionary = Peek() as PickleDictionary ?? throw _file.Damaged("its pickle sets a key of what is not a dictionary");
        _calls.Fill(dictionary, items);
    }

    private void Remember(uint index)
    {
        object? value = Peek();
        if (_memo.TryAdd(index, value))
        {
            Charge(48);
        }

        _memo[index] = value;
    }

    private void Recall(uint index) => Push(_memo.TryGetValue(index, out object? value)
        ? value
        : throw _file.Damaged($"its pickle recalls value {index}, which it has not kept"));

    private uint Index(string digits) => uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint index)
        ? index
        : throw _file.Damaged($"its pickle holds {FileBytes.Quoted(digits)} where a value's number was due");

    private void CheckProtocol(byte protocol)
    {
        if (protocol > 5)
        {
            throw _file.Damaged($"its pickle is of protocol {protocol}; 5 is the newest known");
        }
    }
}

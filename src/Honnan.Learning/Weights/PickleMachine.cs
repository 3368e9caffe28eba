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
    /// <summary>The longest integer in bytes; longer ones take quadratic time to print.</summary>
    private const int MaxInteger = 128;

    private readonly FileBytes _file;
    private readonly PickleStream _stream;
    private readonly PickleCalls _calls;
    private readonly PickleStack _stack;

    private PickleMachine(FileBytes file, PickleStream stream, Func<PickleTuple, TorchStorage> storages)
    {
        (_file, _stream, _stack) = (file, stream, new PickleStack(file));
        _calls = new PickleCalls(file, storages, _stack.Charge);
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

        return _stack.Pop();
    }

    private bool Scalar(byte code)
    {
        switch (code)
        {
            case (byte)'N': _stack.Push(null); return true;
            case 0x88: _stack.Push(true); return true;
            case 0x89: _stack.Push(false); return true;
            case (byte)'J': _stack.Push((long)_stream.ReadInt32()); return true;
            case (byte)'K': _stack.Push((long)_stream.ReadByte()); return true;
            case (byte)'M': _stack.Push((long)_stream.ReadUInt16()); return true;
            case 0x8a: PushInteger(_stream.ReadByte()); return true;
            case 0x8b: PushInteger(_stream.ReadInt32()); return true;
            case (byte)'I': PushDigits(_stream.ReadLine()); return true;
            case (byte)'L': PushDigits(_stream.ReadLine().TrimEnd('L')); return true;
            case (byte)'G': _stack.Push(_stream.ReadDouble()); return true;
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
            case (byte)'(': _stack.Mark(); return true;
            case (byte)')': _stack.Push(PickleTuple.Empty); return true;
            case (byte)'t': _stack.Push(new PickleTuple(_stack.PopToMark())); return true;
            case 0x85: PushTuple(1); return true;
            case 0x86: PushTuple(2); return true;
            case 0x87: PushTuple(3); return true;
            case (byte)']': PushList([]); return true;
            case (byte)'l': PushList(_stack.PopToMark()); return true;
            case (byte)'a': Append([_stack.Pop()]); return true;
            case (byte)'e': Append(_stack.PopToMark()); return true;
            case (byte)'}': PushDictionary([]); return true;
            case (byte)'d': PushDictionary(_stack.PopToMark()); return true;
            case (byte)'s':
                object? value = _stack.Pop();
                Set([_stack.Pop(), value]);
                return true;
            case (byte)'u': Set(_stack.PopToMark()); return true;
            default: return false;
        }
    }

    private bool Memory(byte code)
    {
        switch (code)
        {
            case 0x80: CheckProtocol(_stream.ReadByte()); return true;
            case 0x95: _stream.ReadInt64(); return true; // a frame's length: only says how much may be read ahead
            case (byte)'0': _stack.Pop(); return true;
            case (byte)'1': _stack.PopToMark(); return true;
            case (byte)'2': _stack.Push(_stack.Peek()); return true;
            case (byte)'p': _stack.Remember(Index(_stream.ReadLine())); return true;
            case (byte)'q': _stack.Remember(_stream.ReadByte()); return true;
            case (byte)'r': _stack.Remember(_stream.ReadUInt32()); return true;
            case 0x94: _stack.RememberNext(); return true;
            case (byte)'g': _stack.Recall(Index(_stream.ReadLine())); return true;
            case (byte)'h': _stack.Recall(_stream.ReadByte()); return true;
            case (byte)'j': _stack.Recall(_stream.ReadUInt32()); return true;
            default: return false;
        }
    }

    private bool Call(byte code)
    {
        switch (code)
        {
            case (byte)'c':
                string module = _stream.ReadLine();
                _stack.Push(_calls.Global(module, _stream.ReadLine()));
                return true;
            case 0x93:
                object? name = _stack.Pop();
                _stack.Push(_calls.Global(_stack.Pop() as string, name as string));
                return true;
            case (byte)'Q':
                _stack.Push(_calls.Storage(_stack.Pop()));
                return true;
            case (byte)'R':
            case 0x81:
                object? arguments = _stack.Pop();
                _stack.Push(_calls.Call(_stack.Pop(), arguments));
                return true;
            case (byte)'b':
                object? state = _stack.Pop();
                _calls.CheckState(_stack.Peek(), state);
                return true;
            default:
                return false;
        }
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
            _stack.Push(digits == "01"); // protocol 1's way to write booleans
            return;
        }

        PushInteger(digits.Length <= MaxInteger && BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw _file.Damaged($"its pickle holds {FileBytes.Quoted(digits)} where an integer was due"));
    }

    private void PushInteger(BigInteger number) =>
        _stack.Push(number >= long.MinValue && number <= long.MaxValue ? (object)(long)number : number);

    private void PushText(long length)
    {
        string text = _stream.ReadText(length);
        _stack.Charge(2L * text.Length);
        _stack.Push(text);
    }

    private void PushBytes(long length)
    {
        byte[] bytes = _stream.Read(length).ToArray();
        _stack.Charge(bytes.Length);
        _stack.Push(bytes);
    }

    private void PushTuple(int count)
    {
        object?[] items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
        {
            items[i] = _stack.Pop();
        }

        _stack.Charge(48);
        _stack.Push(new PickleTuple(items));
    }

    private void PushList(object?[] items)
    {
        _stack.Charge(48);
        _stack.Push(new PickleList());
        Append(items);
    }

    private void PushDictionary(object?[] items)
    {
        _stack.Charge(24);
        _stack.Push(new PickleDictionary());
        Set(items);
    }

    private void Append(object?[] items)
    {
        PickleList list = _stack.Peek() as PickleList ?? throw _file.Damaged("its pickle adds to what is not a list");
        _stack.Charge(16L * items.Length);
        list.Items.AddRange(items);
    }

    private void Set(object?[] items)
    {
        PickleDictionary dictionary = _stack.Peek() as PickleDictionary ?? throw _file.Damaged("its pickle sets a key of what is not a dictionary");
        _calls.Fill(dictionary, items);
    }

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

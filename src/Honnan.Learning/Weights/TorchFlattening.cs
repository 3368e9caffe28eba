using System.Globalization;
using System.Numerics;

namespace Honnan.Learning.Weights;

/// <summary>
/// Turns what a torch pickle holds into flat lists: names of nested dictionaries and lists joined by dots. Parts may be
/// shared, also with themselves, so depth, number and length of names are bounded.
/// </summary>
internal sealed class TorchFlattening
{
    private const int MaxDepth = 64;
    private const int MaxEntries = 1_000_000;

    /// <summary>Letters that all names and texts may have together.</summary>
    private const long MaxLetters = 32 << 20;

    /// <summary>
    /// Bytes that all tensors may have together: views may overlap (tied weights) and repeat (expanded ones), but a few
    /// bytes must not stand for terabytes. This many times the file, and <see cref="MaxRepeatedBytes"/>.
    /// </summary>
    private const int MaxRepeats = 16;

    private const long MaxRepeatedBytes = 64 << 20;

    private readonly FileBytes _file;
    private readonly List<TensorData> _tensors = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, object?> _metadata = new(StringComparer.Ordinal);
    private UInt128 _bytes;
    private long _letters;
    private int _visits;

    private TorchFlattening(FileBytes file) => _file = file;

    /// <summary>Flattens a pickle's value; one that is no dictionary or list gets the name "value".</summary>
    /// <exception cref="Honnan.Data.InputException">It is nested too deep, or too large.</exception>
    public static WeightsContents Flatten(FileBytes file, object? root)
    {
        var flattening = new TorchFlattening(file);
        flattening.Walk(root);
        return new WeightsContents(flattening._tensors, flattening._metadata);
    }

    private void Walk(object? root)
    {
        if (Children(root) is not { } first)
        {
            Leaf("value", root);
            return;
        }

        // A stack of its own instead of recursion; names are only made for what they end in.
        var open = new Stack<(string Prefix, IEnumerator<KeyValuePair<string, object?>> Items)>();
        open.Push(("", first.GetEnumerator()));
        while (open.Count > 0)
        {
            (string prefix, IEnumerator<KeyValuePair<string, object?>> items) = open.Peek();
            if (!items.MoveNext())
            {
                items.Dispose();
                open.Pop();
                continue;
            }

            string name = prefix + items.Current.Key;
            _letters += name.Length;
            if (++_visits > MaxEntries || _letters > MaxLetters)
            {
                throw _file.Damaged($"it holds more than {MaxEntries} values, or {MaxLetters} letters of names and texts");
            }

            if (Children(items.Current.Value) is { } children)
            {
                open.Push((name + ".", children.GetEnumerator()));
                if (open.Count > MaxDepth)
                {
                    throw _file.Damaged($"its values are nested more than {MaxDepth} deep");
                }
            }
            else
            {
                Leaf(name, items.Current.Value);
            }
        }
    }

    private static IEnumerable<KeyValuePair<string, object?>>? Children(object? value) => value switch
    {
        PickleDictionary dictionary => dictionary.Items.Select(item => KeyValuePair.Create(KeyText(item.Key), item.Value)),
        PickleList list => Numbered(list.Items),
        PickleTuple tuple => Numbered(tuple.Items),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, object?>> Numbered(IEnumerable<object?> items) =>
        items.Select((item, index) => KeyValuePair.Create(index.ToString(CultureInfo.InvariantCulture), item));

    private static string KeyText(object key) => Convert.ToString(key, CultureInfo.InvariantCulture)!;

    private void Leaf(string name, object? value)
    {
        if (!_names.Add(name))
        {
            throw _file.Damaged($"two of its values are called {FileBytes.Quoted(name)}");
        }

        switch (value)
        {
            case TorchTensor tensor:
                Add(name, tensor);
                break;
            case TorchStorage storage:
                Add(name, new TorchTensor(storage, storage.ElementType ?? ElementType.UInt8, 0, [storage.Count], [1], storage.Count));
                break;
            default:
                object? scalar = Scalar(value);
                _letters += (scalar as string)?.Length ?? 0;
                _metadata.Add(name, scalar);
                break;
        }
    }

    private static object? Scalar(object? value) => value switch
    {
        BigInteger large => large.ToString(CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        PickleGlobal global => global.Name,
        _ => value,
    };

    private void Add(string name, TorchTensor tensor)
    {
        _bytes += (UInt128)tensor.Count * (UInt128)tensor.ElementType.ByteSize();
        if (_bytes > ((UInt128)_file.Length * MaxRepeats) + MaxRepeatedBytes)
        {
            throw _file.Damaged($"its tensors would take more than {MaxRepeats} times the file's {_file.Length} bytes: {FileBytes.Quoted(name)} repeats its storage ({TensorShape.Text(tensor.Shape)})");
        }

        _tensors.Add(TensorData.FromChunks(name, tensor.Shape, tensor.ElementType, () => TorchTensorBytes.Chunks(_file, tensor)));
    }
}

using System.Text;
using Honnan.Data;

namespace Honnan.Learning.Weights;

/// <summary>What a pickle may call, with the checks of what it hands over.</summary>
/// <param name="file">For errors.</param>
/// <param name="storages">Gives the storage that a persistent id names.</param>
/// <param name="charge">Takes from the pickle's budget, in bytes.</param>
internal sealed class PickleCalls(FileBytes file, Func<PickleTuple, TorchStorage> storages, Action<long> charge)
{
    /// <summary>The most dimensions of a tensor, as in torch.</summary>
    private const int MaxDimensions = 64;

    /// <summary>The class or function of that name.</summary>
    /// <exception cref="InputException">It is not one that weights need.</exception>
    public PickleGlobal Global(string? module, string? name) =>
        module is null || name is null
            ? throw file.Damaged("its pickle names a class by what is not a text")
            : PickleGlobal.Find(module, name)
                ?? throw file.Damaged($"it holds {FileBytes.Quoted($"{module}.{name}")}, which is not built: only tensors, numbers, texts, lists and dictionaries are read (save the state_dict alone)");

    /// <summary>The storage of a persistent id.</summary>
    public TorchStorage Storage(object? id) => id is PickleTuple tuple
        ? storages(tuple)
        : throw file.Damaged("its pickle names a storage in an unknown way");

    /// <summary>What <paramref name="function"/> gives for <paramref name="arguments"/>.</summary>
    public object? Call(object? function, object? arguments)
    {
        if (function is not PickleGlobal global || arguments is not PickleTuple { Items: var items })
        {
            throw file.Damaged("its pickle calls what cannot be called");
        }

        charge(128);
        return (global.Function, items) switch
        {
            (PickleFunction.OrderedDict, []) => new PickleDictionary(),
            (PickleFunction.OrderedDict, [PickleList pairs]) => OrderedDict(pairs),
            (PickleFunction.RebuildTensor, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride]) =>
                Tensor(storage, storage.ElementType, offset, size, stride, null),
            (PickleFunction.RebuildTensorV2, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, _, _, .. var rest]) when rest.Length <= 1 =>
                Tensor(storage, storage.ElementType, offset, size, stride, rest.FirstOrDefault()),
            (PickleFunction.RebuildTensorV3, [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, _, _, PickleGlobal { Function: PickleFunction.ElementType } type, .. var rest]) when rest.Length <= 1 =>
                Tensor(storage, type.ElementType, offset, size, stride, rest.FirstOrDefault()),
            (PickleFunction.RebuildParameter, [TorchTensor tensor, _, _]) => tensor,
            (PickleFunction.RebuildParameterWithState, [TorchTensor tensor, _, _, _]) => tensor,
            (PickleFunction.Size, [PickleTuple size]) => size,
            (PickleFunction.Device, [string type]) => type,
            (PickleFunction.Device, [string type, long index]) => $"{type}:{index}",
            (PickleFunction.EncodeText, [string text, "latin1" or "latin-1"]) => Latin1(text),
            (PickleFunction.Bytes, []) => Array.Empty<byte>(),
            _ => throw file.Damaged($"its pickle calls '{global.Name}' with what it does not take"),
        };
    }

    /// <summary>Refuses to set attributes, but for an OrderedDict's: torch's <c>state_dict</c> carries its modules' versions there.</summary>
    public void CheckState(object? target, object? state)
    {
        if (target is not PickleDictionary || state is not (PickleDictionary or PickleTuple or null))
        {
            throw file.Damaged("its pickle sets attributes of what has none");
        }
    }

    /// <summary>Sets keys and values that alternate in <paramref name="items"/>.</summary>
    public void Fill(PickleDictionary dictionary, ReadOnlySpan<object?> items)
    {
        if (items.Length % 2 != 0)
        {
            throw file.Damaged("its pickle sets a key without a value");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            Set(dictionary, items[i], items[i + 1]);
        }
    }

    private void Set(PickleDictionary dictionary, object? key, object? value)
    {
        if (key is not (string or long or double or bool))
        {
            throw file.Damaged("a dictionary in its pickle has a key that is neither a text nor a number");
        }

        // A key costs its hashing each time it is set, also where it is there already.
        charge(key is string text ? text.Length + 32 : 32);
        if (dictionary.Set(key, value))
        {
            charge(64);
        }
    }

    private PickleDictionary OrderedDict(PickleList pairs)
    {
        var dictionary = new PickleDictionary();
        foreach (object? pair in pairs.Items)
        {
            object?[] items = pair switch
            {
                PickleList { Items: [_, _] } list => [.. list.Items],
                PickleTuple { Items: [_, _] } tuple => tuple.Items,
                _ => throw file.Damaged("its pickle makes a dictionary of what are not pairs"),
            };
            Set(dictionary, items[0], items[1]);
        }

        return dictionary;
    }

    private TorchTensor Tensor(TorchStorage storage, ElementType? type, long offset, PickleTuple size, PickleTuple stride, object? metadata)
    {
        if (metadata is not (null or PickleDictionary { Count: 0 }))
        {
            throw file.Damaged("it holds a conjugated or negated view, or a tensor with extras; clone() it before saving");
        }

        (TorchTensor? tensor, string? fault) = TorchTensor.Create(
            storage, type ?? throw file.Damaged("it holds a tensor without a number type"), offset, Dimensions(size), Dimensions(stride));
        charge(16L * size.Items.Length);
        return tensor ?? throw file.Damaged(fault!);
    }

    private long[] Dimensions(PickleTuple tuple)
    {
        if (tuple.Items.Length > MaxDimensions || !tuple.Items.All(item => item is long))
        {
            throw file.Damaged($"a tensor's size or stride is not a list of at most {MaxDimensions} integers");
        }

        return [.. tuple.Items.Select(item => (long)item!)];
    }

    private byte[] Latin1(string text)
    {
        charge(text.Length);
        return text.All(letter => letter <= '\u00ff')
            ? Encoding.Latin1.GetBytes(text)
            : throw file.Damaged("its pickle writes bytes with letters beyond 255");
    }
}

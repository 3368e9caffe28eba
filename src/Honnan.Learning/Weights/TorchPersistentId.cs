namespace Honnan.Learning.Weights;

/// <summary>How a torch pickle names a storage: ("storage", class, key, device, elements[, view]).</summary>
/// <param name="ElementType">What the elements are; null for bytes.</param>
/// <param name="Key">The storage's name in the file.</param>
/// <param name="Count">Its elements; the bytes fit into a long.</param>
/// <param name="View">Old files only: (key of the view, offset, elements); otherwise null.</param>
internal sealed record TorchPersistentId(ElementType? ElementType, string Key, long Count, PickleTuple? View)
{
    private const long LargestElement = 16;

    /// <summary>Reads and checks an id.</summary>
    /// <exception cref="Honnan.Data.InputException">It is of another kind.</exception>
    public static TorchPersistentId Parse(FileBytes file, PickleTuple id)
    {
        if (id.Items is ["storage", PickleGlobal { Function: PickleFunction.Storage } type, string key, string, long count, .. var rest]
            && count >= 0 && count <= long.MaxValue / LargestElement
            && rest is [] or [null or PickleTuple])
        {
            return new TorchPersistentId(type.ElementType, key, count, rest.FirstOrDefault() as PickleTuple);
        }

        throw file.Damaged("its pickle names a storage in an unknown way");
    }

    /// <summary>Whether <paramref name="storage"/>, met before under this key, is described the same way now.</summary>
    public bool Describes(TorchStorage storage) => storage.ElementType == ElementType && storage.Count == Count;
}

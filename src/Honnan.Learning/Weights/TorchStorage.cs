namespace Honnan.Learning.Weights;

/// <summary>A flat run of elements that one or more tensors look into.</summary>
internal sealed class TorchStorage
{
    /// <summary>A storage by its key; where its bytes are may come later (<see cref="Locate"/>).</summary>
    public TorchStorage(string key, ElementType? elementType, long count)
    {
        (Key, ElementType, Count) = (key, elementType, count);
    }

    /// <summary>Its name in the file.</summary>
    public string Key { get; }

    /// <summary>What the elements are, or null where they are bytes of a type told elsewhere.</summary>
    public ElementType? ElementType { get; }

    /// <summary>The number of elements (bytes where the type is null), checked against the file once it is located.</summary>
    public long Count { get; }

    /// <summary>Bytes of an element.</summary>
    public int ElementSize => ElementType?.ByteSize() ?? 1;

    /// <summary>The number of bytes.</summary>
    public long ByteCount => Count * ElementSize;

    /// <summary>Where in the file it starts; negative: not known yet.</summary>
    public long Start { get; private set; } = -1;

    /// <summary>Whether elements of several bytes are big-endian.</summary>
    public bool BigEndian { get; init; }

    /// <summary>Says where in the file it starts.</summary>
    public void Locate(long start) => Start = start;
}

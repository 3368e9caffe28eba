namespace Honnan.Learning.Weights;

/// <summary>
/// Reads what torch.save has written since 1.6: a zip archive of stored records, NAME/data.pkl (the pickle),
/// NAME/data/KEY (the storages), NAME/byteorder. Source: torch/serialization.py and caffe2/serialize/inline_container.cc.
/// </summary>
internal static class TorchZipReader
{
    private const string PickleName = "/data.pkl";

    /// <summary>Reads the archive's directory and pickle.</summary>
    /// <exception cref="Honnan.Data.InputException">It is damaged, or holds what is not weights.</exception>
    public static WeightsContents Read(FileBytes file)
    {
        ZipDirectory directory = ZipDirectory.Read(file);
        ZipRecord[] pickles = [.. directory.Records.Where(each => each.Name.EndsWith(PickleName, StringComparison.Ordinal)
            && each.Name.IndexOf('/', StringComparison.Ordinal) == each.Name.Length - PickleName.Length)];
        if (pickles is not [ZipRecord record])
        {
            throw file.Damaged("it is a zip archive, but not of torch.save: that has one NAME/data.pkl");
        }

        string prefix = record.Name[..^PickleName.Length];
        bool bigEndian = ReadByteOrder(file, directory, $"{prefix}/byteorder");
        var storages = new Dictionary<string, TorchStorage>(StringComparer.Ordinal);
        long start = directory.DataStart(record);
        var stream = new PickleStream(file, start, start + record.Length);
        object? root = PickleMachine.Run(file, stream, id => Storage(file, directory, prefix, bigEndian, storages, id));
        return TorchFlattening.Flatten(file, root);
    }

    private static bool ReadByteOrder(FileBytes file, ZipDirectory directory, string name)
    {
        if (directory.Find(name) is not { } record)
        {
            return false; // before torch 2.1 there was none
        }

        byte[] order = new byte[(int)Math.Min(record.Length, 8)];
        file.Read(directory.DataStart(record), order);
        return order.AsSpan().SequenceEqual("big"u8)
            || (order.AsSpan().SequenceEqual("little"u8) ? false : throw file.Damaged("its byteorder is neither 'little' nor 'big'"));
    }

    private static TorchStorage Storage(
        FileBytes file, ZipDirectory directory, string prefix, bool bigEndian, Dictionary<string, TorchStorage> storages, PickleTuple tuple)
    {
        TorchPersistentId id = TorchPersistentId.Parse(file, tuple);
        if (storages.TryGetValue(id.Key, out TorchStorage? known) && id.Describes(known))
        {
            return known;
        }

        ZipRecord record = directory.Find($"{prefix}/data/{id.Key}")
            ?? throw file.Damaged($"its storage {FileBytes.Quoted(id.Key)} is missing");
        var storage = new TorchStorage(id.Key, id.ElementType, id.Count) { BigEndian = bigEndian };
        storage.Locate(directory.DataStart(record));

        // A storage of bytes seen as wider elements may have a rest that makes no element.
        if (id.View is not null || record.Length < storage.ByteCount || record.Length - storage.ByteCount >= storage.ElementSize)
        {
            throw file.Damaged($"its storage {FileBytes.Quoted(id.Key)} has {record.Length} bytes, but its pickle says {storage.ByteCount}");
        }

        return known is null
            ? storages[id.Key] = storage
            : throw file.Damaged($"its storage {FileBytes.Quoted(id.Key)} is of two types");
    }
}

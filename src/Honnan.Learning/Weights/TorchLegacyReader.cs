using System.Buffers.Binary;

namespace Honnan.Learning.Weights;

/// <summary>
/// Reads what torch.save wrote before 1.6: five pickles (a magic number, a protocol, the writing system, the object, the
/// storages' keys), then for each key the number of elements as int64 and the elements, all little-endian.
/// Source: torch/serialization.py, <c>_legacy_load</c>.
/// </summary>
internal static class TorchLegacyReader
{
    // Protocol 2, LONG1 of ten bytes: 0x1950a86a20f9469cfc6c, stop. Later protocols differ in the second byte alone.
    private static ReadOnlySpan<byte> Magic => [0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    private const long ProtocolVersion = 1001;

    /// <summary>Whether a file that starts so is of this format.</summary>
    public static bool Recognises(ReadOnlySpan<byte> start) =>
        start.Length >= 2 + Magic.Length && start[0] == 0x80 && start[2..].StartsWith(Magic);

    /// <summary>Reads the pickles and the storages' places.</summary>
    /// <exception cref="Honnan.Data.InputException">It is damaged, or holds what is not weights.</exception>
    public static WeightsContents Read(FileBytes file)
    {
        var storages = new LegacyStorages(file);
        long at = 2 + Magic.Length;
        if (Run(file, ref at, NoStorage) is not ProtocolVersion)
        {
            throw file.Damaged($"it is a torch file of an unknown protocol; {ProtocolVersion} is the only one known");
        }

        _ = Run(file, ref at, NoStorage); // sizes of C types on the system that wrote it: nothing depends on them
        object? root = Run(file, ref at, storages.Storage);
        if (Run(file, ref at, NoStorage) is not PickleList keys)
        {
            throw file.Damaged("its list of storages is not a list");
        }

        foreach (object? key in keys.Items)
        {
            TorchStorage storage = storages.Next(key);
            at = Locate(file, storage, at);
        }

        storages.CheckComplete();
        return at == file.Length
            ? TorchFlattening.Flatten(file, root)
            : throw file.Damaged($"{file.Length - at} bytes follow its last storage");

        TorchStorage NoStorage(PickleTuple id) => throw file.Damaged("a pickle about the file itself names a storage");
    }

    private static object? Run(FileBytes file, ref long at, Func<PickleTuple, TorchStorage> storages)
    {
        var stream = new PickleStream(file, at, file.Length);
        object? value = PickleMachine.Run(file, stream, storages);
        at = stream.Position;
        return value;
    }

    private static long Locate(FileBytes file, TorchStorage storage, long at)
    {
        const int countLength = sizeof(long);
        Span<byte> count = stackalloc byte[countLength];
        if (file.Length - at < countLength)
        {
            throw file.Damaged("it ends before its last tensor");
        }

        file.Read(at, count);
        at += countLength;
        if (BinaryPrimitives.ReadInt64LittleEndian(count) != storage.Count || storage.ByteCount > file.Length - at)
        {
            throw file.Damaged($"its storage {FileBytes.Quoted(storage.Key)} should have {storage.ByteCount} bytes; it has another length, or the file ends before");
        }

        storage.Locate(at);
        return at + storage.ByteCount;
    }
}

namespace Honnan.Learning.Weights;

/// <summary>The storages that a legacy file's object names before the file says where they are.</summary>
/// <param name="file">For errors.</param>
internal sealed class LegacyStorages(FileBytes file)
{
    private readonly Dictionary<string, TorchStorage> _byKey = new(StringComparer.Ordinal);
    private readonly HashSet<string> _located = new(StringComparer.Ordinal);

    /// <summary>The storage of a persistent id.</summary>
    public TorchStorage Storage(PickleTuple tuple)
    {
        TorchPersistentId id = TorchPersistentId.Parse(file, tuple);
        if (id.View is not null)
        {
            throw file.Damaged("it was written by a torch older than 0.4 (storages that are views of others); save it anew");
        }

        if (!_byKey.TryGetValue(id.Key, out TorchStorage? storage))
        {
            _byKey.Add(id.Key, storage = new TorchStorage(id.Key, id.ElementType, id.Count));
        }

        return id.Describes(storage)
            ? storage
            : throw file.Damaged($"its storage {FileBytes.Quoted(id.Key)} is described in two ways");
    }

    /// <summary>The storage whose bytes come next.</summary>
    public TorchStorage Next(object? key) => key is string text && _byKey.TryGetValue(text, out TorchStorage? storage) && _located.Add(text)
        ? storage
        : throw file.Damaged("its list of storages has one twice, or one that no tensor uses");

    /// <summary>Refuses a file that leaves out a storage.</summary>
    public void CheckComplete()
    {
        if (_byKey.Keys.FirstOrDefault(key => !_located.Contains(key)) is { } missing)
        {
            throw file.Damaged($"its storage {FileBytes.Quoted(missing)} is missing");
        }
    }
}

namespace Honnan.Learning.Weights;

/// <summary>A class or function that a pickle may name. There are no others, and none of them is ever looked up or run.</summary>
/// <param name="Name">Module and name, joined by a dot.</param>
/// <param name="Function">What it stands for.</param>
/// <param name="ElementType">For number types and storage classes; null for storages of bytes.</param>
internal sealed record PickleGlobal(string Name, PickleFunction Function, ElementType? ElementType = null)
{
    private static readonly Dictionary<string, PickleGlobal> Functions = new PickleGlobal[]
    {
        new("collections.OrderedDict", PickleFunction.OrderedDict),
        new("torch._utils._rebuild_tensor", PickleFunction.RebuildTensor),
        new("torch._utils._rebuild_tensor_v2", PickleFunction.RebuildTensorV2),
        new("torch._utils._rebuild_tensor_v3", PickleFunction.RebuildTensorV3),
        new("torch._utils._rebuild_parameter", PickleFunction.RebuildParameter),
        new("torch._utils._rebuild_parameter_with_state", PickleFunction.RebuildParameterWithState),
        new("torch.Size", PickleFunction.Size),
        new("torch.device", PickleFunction.Device),
        new("torch.UntypedStorage", PickleFunction.Storage),
        new("torch.storage.UntypedStorage", PickleFunction.Storage),
        new("_codecs.encode", PickleFunction.EncodeText),
        new("__builtin__.bytes", PickleFunction.Bytes),
        new("builtins.bytes", PickleFunction.Bytes),
    }.ToDictionary(global => global.Name, StringComparer.Ordinal);

    /// <summary>What <paramref name="module"/>.<paramref name="name"/> stands for, or null where it is not allowed.</summary>
    public static PickleGlobal? Find(string module, string name)
    {
        string full = $"{module}.{name}";
        if (Functions.TryGetValue(full, out PickleGlobal? known))
        {
            return known;
        }

        return module switch
        {
            "torch" or "torch.cuda" or "torch.storage" when ElementTypes.FromStorageClass(name) is { } stored =>
                new PickleGlobal(full, PickleFunction.Storage, stored),
            "torch" when ElementTypes.FromName(name) is { } type => new PickleGlobal(full, PickleFunction.ElementType, type),
            _ => null,
        };
    }
}

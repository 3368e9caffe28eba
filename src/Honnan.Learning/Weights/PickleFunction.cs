namespace Honnan.Learning.Weights;

/// <summary>What the pickle machine does where a pickle names a class or function.</summary>
internal enum PickleFunction
{
    /// <summary>A number type such as <c>torch.float32</c>: a value, not to be called.</summary>
    ElementType,

    /// <summary>A storage class such as <c>torch.FloatStorage</c>: a part of a persistent id, not to be called.</summary>
    Storage,

    /// <summary><c>collections.OrderedDict</c>.</summary>
    OrderedDict,

    /// <summary><c>torch._utils._rebuild_tensor</c>(storage, offset, size, stride).</summary>
    RebuildTensor,

    /// <summary><c>torch._utils._rebuild_tensor_v2</c>(storage, offset, size, stride, requires_grad, hooks[, metadata]).</summary>
    RebuildTensorV2,

    /// <summary><c>torch._utils._rebuild_tensor_v3</c>(storage, offset, size, stride, requires_grad, hooks, dtype[, metadata]).</summary>
    RebuildTensorV3,

    /// <summary><c>torch._utils._rebuild_parameter</c>(data, requires_grad, hooks).</summary>
    RebuildParameter,

    /// <summary><c>torch._utils._rebuild_parameter_with_state</c>(data, requires_grad, hooks, state).</summary>
    RebuildParameterWithState,

    /// <summary><c>torch.Size</c>(tuple).</summary>
    Size,

    /// <summary><c>torch.device</c>(type[, index]).</summary>
    Device,

    /// <summary><c>_codecs.encode</c>(text, "latin1"): how protocol 2 writes bytes.</summary>
    EncodeText,

    /// <summary><c>bytes</c>(): how protocol 2 writes no bytes.</summary>
    Bytes,
}

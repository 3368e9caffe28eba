using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>Where tensors lie in this process's memory.</summary>
internal static partial class TensorMemory
{
    /// <summary>
    /// The address of a tensor's first number, of any size and layout (TorchSharp's <c>bytes</c> ends at 2 GiB); 0 where it has none. It holds for as
    /// long as the tensor lives, which the caller sees to.
    /// </summary>
    public static nint Address(Tensor tensor)
    {
        nint address = tensor.numel() == 0 ? 0 : Data(tensor.Handle);
        GC.KeepAlive(tensor);
        return address;
    }

    [LibraryImport("LibTorchSharp", EntryPoint = "THSTensor_data")]
    private static partial nint Data(nint tensor);
}

using System.Runtime.InteropServices;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Keeps libtorch from NNPACK, its kernels for single small pictures, where a processor hides its caches: NNPACK refuses to start
/// there, and libtorch says so on standard error at every convolution.
/// </summary>
internal static unsafe class Nnpack
{
    private const string Library = "libtorch_cpu.so";

    // What PyTorch's torch.backends.nnpack calls; TorchSharp has no way to it.
    private const string Context = "_ZN2at13globalContextEv"; // at::globalContext()
    private const string Use = "_ZN2at7Context20setUserEnabledNNPACKEb"; // at::Context::setUserEnabledNNPACK(bool)

    /// <summary>Once libtorch is loaded. Nothing happens where it is built without these two functions.</summary>
    public static void AvoidWhereCachesAreHidden()
    {
        if (Processor.HidesCaches && OperatingSystem.IsLinux() && NativeLibrary.TryLoad(Library, out nint torch)
            && NativeLibrary.TryGetExport(torch, Context, out nint context) && NativeLibrary.TryGetExport(torch, Use, out nint use))
        {
            ((delegate* unmanaged<nint, byte, void>)use)(((delegate* unmanaged<nint>)context)(), 0);
        }
    }
}

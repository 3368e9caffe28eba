using System.Globalization;
using Honnan.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Runtime;

/// <summary>Where a net computes: auto, cpu, cuda, cuda:N or mps.</summary>
public static class ComputeDevice
{
    /// <summary>What is taken where nothing is chosen: the first graphics processor that libtorch can use, or else the processor.</summary>
    public const string Auto = "auto";

    private const string Cpu = "cpu";
    private const string Cuda = "cuda";
    private const string Mps = "mps";

    /// <summary>What can be chosen, in words.</summary>
    public const string Choices = "auto, cpu, cuda, cuda:N, mps";

    // libtorch's own default device is one for all threads of the process.
    [ThreadStatic]
    private static Device? _current;

    /// <summary>Whether a text is one of the choices; the device need not be there.</summary>
    public static bool IsChoice(string text) => text is Auto or Cpu or Cuda or Mps || CudaIndex(text) is not null;

    /// <summary>The device that a choice stands for on this machine.</summary>
    /// <param name="choice">One of the choices.</param>
    /// <exception cref="InputException">It is none of them, or there is no such device, or this build of libtorch cannot use it, or has none.</exception>
    public static Device Resolve(string choice)
    {
        Libtorch.Require();
        return choice switch
        {
            Cpu => CPU,
            Auto => cuda.is_available() ? CUDA : mps_is_available() ? MPS : CPU,
            Cuda => CudaDevice(choice, 0),
            Mps => mps_is_available() ? MPS : throw Absent(choice),
            _ when CudaIndex(choice) is { } index => CudaDevice(choice, index),
            _ => throw new InputException($"device '{choice}' is unknown (known: {Choices})"),
        };
    }

    /// <summary>A choice as experiments keep it: auto resolved, so that a run goes on where it began.</summary>
    /// <exception cref="InputException">See <see cref="Resolve"/>.</exception>
    public static string ResolveName(string choice) => Resolve(choice) is var device && choice == Auto ? device.ToString() : choice;

    /// <summary>Whether numbers of a tensor can be reached as this process's memory.</summary>
    public static bool IsHost(Tensor values) => values.device_type == DeviceType.CPU;

    /// <summary>Where layers make their parameters on this thread now: the processor, unless <see cref="Making"/> says otherwise.</summary>
    public static Device Current => _current ?? CPU;

    /// <summary>Until what it returns is disposed, layers that are made on this thread make their parameters on a device.</summary>
    public static IDisposable Making(Device device)
    {
        var former = new Former(_current);
        _current = device;
        return former;
    }

    private static Device CudaDevice(string choice, int index) =>
        cuda.is_available() && index < cuda.device_count() ? device($"{Cuda}:{index}") : throw Absent(choice);

    private static int? CudaIndex(string text) =>
        text.StartsWith(Cuda + ":", StringComparison.Ordinal)
        && int.TryParse(text.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? index
            : null;

    private static InputException Absent(string choice)
    {
        string[] present = [Cpu, .. cuda.is_available() ? Enumerable.Range(0, cuda.device_count()).Select(i => $"{Cuda}:{i}") : [], .. mps_is_available() ? (string[])[Mps] : []];
        return new InputException($"there is no device '{choice}' here (there is: {string.Join(", ", present)}); CUDA needs a build with HonnanTorch=cuda and NVIDIA's driver");
    }

    private sealed class Former(Device? device) : IDisposable
    {
        public void Dispose() => _current = device;
    }
}

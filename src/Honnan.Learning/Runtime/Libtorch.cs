using System.Diagnostics;
using System.Reflection;
using Honnan.Data;

namespace Honnan.Learning.Runtime;

/// <summary>
/// Whether this build has the tensor library: <c>HonnanTorch=none</c> leaves it out, for programs that predict, score and
/// serve alone. To be asked before TorchSharp is touched, which looks for the library in many places, writes what it tried to
/// standard output and copies what it finds beside the program.
/// </summary>
public static class Libtorch
{
    /// <summary>Whether it was built in.</summary>
    public static bool IsBuiltIn { get; } = typeof(Libtorch).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Any(said => said.Key == "HonnanTorch" && !string.Equals(said.Value, "none", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whether TorchSharp holds tensors while libtorch computes with them, as eng/TorchSharp.targets makes it: unchanged it may free
    /// them in use, which gives wrong results or a crash now and then.
    /// </summary>
    private static readonly Lazy<bool> HoldsTensors = new(() => Holds(typeof(TorchSharp.torch).Assembly));

    /// <exception cref="InputException">This build lacks it, or the program was built without eng/TorchSharp.targets.</exception>
    public static void Require()
    {
        if (IsBuiltIn && !HoldsTensors.Value)
        {
            throw new InputException("this program was built without the changes to TorchSharp that Honnan needs: its project file lacks <Import Project=\"…/honnan/eng/TorchSharp.targets\" /> (see docs/own-net.md), or TorchSharp.dll beside it was replaced");
        }

        if (!IsBuiltIn)
        {
            throw new InputException("this build has no libtorch: it runs exported models (.onnx) only; training, and what is done with runs, takes the full build, made from the project's source by ./honnan");
        }
    }

    /// <summary>Gives a text back once <see cref="Require"/> has passed: for what must come before a base class's constructor.</summary>
    internal static string Required(string name)
    {
        Require();
        return name;
    }

    /// <summary>Whether an assembly asks to be compiled without optimisations.</summary>
    internal static bool Holds(Assembly assembly) => assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };
}

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

    /// <exception cref="InputException">This build lacks it.</exception>
    public static void Require()
    {
        if (!IsBuiltIn)
        {
            throw new InputException("this build has no libtorch: it runs exported models (.onnx) only; training, and what is done with runs, takes the full build, made from the project's source by ./honnan");
        }
    }
}

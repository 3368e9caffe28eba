using System.Reflection;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Xunit;
using MethodBody = Mono.Cecil.Cil.MethodBody;

namespace Honnan.Architecture.Tests;

/// <summary>
/// Arithmetic of a tensor and a number goes through TorchSharp's Scalar, an object with a finaliser. Made on the spot, it
/// may be collected while libtorch still reads it, which shows as "Unknown scalar type" once in some thousand steps. So
/// it is made by name: a field, or a variable that is disposed when done with (which keeps it until then).
/// </summary>
public sealed class HeldNumbersTests
{
    private const string Scalar = "TorchSharp.Scalar";
    private const string Tensor = "TorchSharp.torch/Tensor";

    [Fact]
    public void Number_OfTensorArithmetic_IsHeldByName()
    {
        string[] files = [.. Directory.GetFiles(AppContext.BaseDirectory, "Honnan.*.dll").Where(f => !f.EndsWith(".Tests.dll", StringComparison.Ordinal)), Path.Combine(AppContext.BaseDirectory, "honnan.dll")];
        Assert.Contains(files, file => file.EndsWith("Honnan.Learning.dll", StringComparison.Ordinal));
        string[] fleeting = [.. files.SelectMany(file => Fleeting(file, _ => true))];
        Assert.True(fleeting.Length == 0, "a number is made a Scalar on the spot; hold it in a static field, or in a variable by 'using' (for sums: Alpha.One):\n" + string.Join('\n', fleeting));
    }

    [Theory]
    [InlineData(nameof(TensorSamples.Numbers.ByOperator), true)]
    [InlineData(nameof(TensorSamples.Numbers.ByArgument), true)]
    [InlineData(nameof(TensorSamples.Numbers.ByVariableThatNothingKeeps), true)]
    [InlineData(nameof(TensorSamples.Numbers.InLambda), true)]
    [InlineData(nameof(TensorSamples.Numbers.BySum), true)]
    [InlineData(nameof(TensorSamples.Numbers.BySumInPlace), true)]
    [InlineData(nameof(TensorSamples.Numbers.BySumWithFactor), false)]
    [InlineData(nameof(TensorSamples.Numbers.ByField), false)]
    [InlineData(nameof(TensorSamples.Numbers.ByProperty), false)]
    [InlineData(nameof(TensorSamples.Numbers.ByUsing), false)]
    public void Fleeting_Number_IsTold(string method, bool told) => Assert.Equal(
        told, Fleeting(Assembly.GetExecutingAssembly().Location, name => name.Contains($"TensorSamples.Numbers::{method}(", StringComparison.Ordinal) || name.Contains($"<{method}>", StringComparison.Ordinal)).Any());

    private static IEnumerable<string> Fleeting(string file, Func<string, bool> wanted)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file);
        foreach (MethodDefinition method in assembly.MainModule.GetTypes().SelectMany(type => type.Methods).Where(m => m.HasBody && wanted(m.FullName)))
        {
            foreach (Instruction made in method.Body.Instructions.Where(MakesScalar))
            {
                if (!IsHeld(made.Next, method.Body))
                {
                    yield return $"{method.FullName}, {((MethodReference)made.Operand).Name}";
                }
            }

            foreach (Instruction call in method.Body.Instructions.Where(i => IsOperatorWithNumber(i) || MakesAlpha(i)))
            {
                yield return $"{method.FullName}, {((MethodReference)call.Operand).Name}";
            }
        }
    }

    private static bool MakesScalar(Instruction instruction) =>
        instruction.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj
        && instruction.Operand is MethodReference called
        && (called.Name == ".ctor" ? called.DeclaringType.FullName : called.ReturnType.FullName) == Scalar
        && !called.Name.StartsWith("get_", StringComparison.Ordinal);

    // TorchSharp's operators with a number convert it themselves, on the spot.
    private static bool IsOperatorWithNumber(Instruction instruction) =>
        instruction.Operand is MethodReference called
        && called.DeclaringType.FullName == Tensor
        && called.Name.StartsWith("op_", StringComparison.Ordinal)
        && called.Parameters.Any(p => p.ParameterType.IsPrimitive);

    // TorchSharp's sums take a factor for the second operand; without one they make it, on the spot.
    private static bool MakesAlpha(Instruction instruction) =>
        instruction.Operand is MethodReference called
        && called.DeclaringType.FullName == Tensor
        && (called.Name == "op_Addition" || (called.Name is "add" or "add_" && called.Parameters.Count == 1));

    private static bool IsHeld(Instruction next, MethodBody body) =>
        next.OpCode.Code is Code.Stfld or Code.Stsfld
        || (next.Operand is MethodReference setter && setter.Name.StartsWith("set_", StringComparison.Ordinal))
        || (Stored(next, body) is { } variable && body.Instructions.Any(i => Loaded(i, body) == variable && i.Next.Operand is MethodReference { Name: "Dispose" }));

    private static VariableDefinition? Stored(Instruction instruction, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Stloc_0 => body.Variables[0],
        Code.Stloc_1 => body.Variables[1],
        Code.Stloc_2 => body.Variables[2],
        Code.Stloc_3 => body.Variables[3],
        Code.Stloc or Code.Stloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };

    private static VariableDefinition? Loaded(Instruction instruction, MethodBody body) => instruction.OpCode.Code switch
    {
        Code.Ldloc_0 => body.Variables[0],
        Code.Ldloc_1 => body.Variables[1],
        Code.Ldloc_2 => body.Variables[2],
        Code.Ldloc_3 => body.Variables[3],
        Code.Ldloc or Code.Ldloc_S => (VariableDefinition)instruction.Operand,
        _ => null,
    };
}

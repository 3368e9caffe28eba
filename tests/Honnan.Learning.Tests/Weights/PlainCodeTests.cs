using System.Reflection;
using Honnan.Learning.Weights;
using Xunit;

namespace Honnan.Learning.Tests.Weights;

public sealed class PlainCodeTests
{
    private const BindingFlags Every =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void Namespace_EveryMember_DoesWithoutTheTensorLibrary()
    {
        // Inspecting a file must not load half a gigabyte of native code.
        Type[] types = [.. typeof(WeightsFile).Assembly.GetTypes().Where(type => type.Namespace == typeof(WeightsFile).Namespace)];
        Assert.NotEmpty(types);
        IEnumerable<Type?> used = types.SelectMany(type => type.GetFields(Every).Select(field => field.FieldType)
            .Concat(type.GetMethods(Every).Cast<MethodBase>().Concat(type.GetConstructors(Every)).SelectMany(Used))
            .Append(type.BaseType!));

        Assert.DoesNotContain(used, type => type?.Assembly.GetName().Name == "TorchSharp");
    }

    private static IEnumerable<Type> Used(MethodBase method) =>
        method.GetParameters().Select(parameter => parameter.ParameterType)
            .Concat(method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [])
            .Concat(method is MethodInfo { ReturnType: var returned } ? [returned] : []);
}

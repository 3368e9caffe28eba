using System.Reflection;
using ArchUnitNET.Loader;

namespace Honnan.Architecture.Tests;

/// <summary>What the compiler made of the project, with every use of a type by another.</summary>
internal static class Compiled
{
    public static ArchUnitNET.Domain.Architecture Product { get; } = new ArchLoader()
        .LoadAssemblies([.. Assembly.Load("honnan").GetReferencedAssemblies().Where(IsOurs).Select(Assembly.Load), Assembly.Load("honnan"), Assembly.Load("Honnan.World")])
        .Build();

    /// <summary>This assembly, for samples of what breaks a rule.</summary>
    public static ArchUnitNET.Domain.Architecture Tests { get; } = new ArchLoader().LoadAssemblies(typeof(Compiled).Assembly).Build();

    private static bool IsOurs(AssemblyName name) => name.Name!.StartsWith("Honnan.", StringComparison.Ordinal);
}

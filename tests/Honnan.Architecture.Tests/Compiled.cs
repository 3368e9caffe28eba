using ArchUnitNET.Loader;

namespace Honnan.Architecture.Tests;

/// <summary>What the compiler made of the project, with every use of a type by another.</summary>
internal static class Compiled
{
    public static ArchUnitNET.Domain.Architecture Product { get; } = new ArchLoader()
        .LoadAssemblies(typeof(Data.InputException).Assembly, typeof(Learning.Weights.WeightsFile).Assembly, System.Reflection.Assembly.Load("honnan"))
        .Build();

    public static ArchUnitNET.Domain.Architecture Tests { get; } = new ArchLoader().LoadAssemblies(typeof(Compiled).Assembly).Build();
}

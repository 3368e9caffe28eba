using Xunit;
using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Reference;

/// <summary>Tests whose nets are made in float64. The type is libtorch's for the whole process, so they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class DoublePrecision : IDisposable
{
    public const string Name = "float64";

    /// <summary>Makes float64 the type of new tensors until disposal.</summary>
    public DoublePrecision() => set_default_dtype(ScalarType.Float64);

    public void Dispose() => set_default_dtype(ScalarType.Float32);
}

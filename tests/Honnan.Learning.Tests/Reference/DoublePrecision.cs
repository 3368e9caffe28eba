using static TorchSharp.torch;

namespace Honnan.Learning.Tests.Reference;

/// <summary>Makes float64 the type of new tensors until disposal; only for tests that run <see cref="Alone"/>.</summary>
public sealed class DoublePrecision : IDisposable
{
    public DoublePrecision() => set_default_dtype(ScalarType.Float64);

    public void Dispose() => set_default_dtype(ScalarType.Float32);
}

using TorchSharp;

namespace Honnan.Learning.Runtime;

/// <summary>
/// The factor that libtorch's add gives its second operand. TorchSharp's calls without it, and its operator +, make a
/// Scalar of 1 on the spot, which may be collected while libtorch still reads it: one step in some thousands then fails, or
/// adds another multiple. So it is named.
/// </summary>
internal static class Alpha
{
    /// <summary>1, held for good.</summary>
    public static readonly Scalar One = 1.ToScalar();
}

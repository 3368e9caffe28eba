using static TorchSharp.torch;

namespace Honnan.Learning.Models;

/// <summary>A part of a net that can be computed again.</summary>
/// <param name="Forward">[N,…] → [N,…]; caller disposes both.</param>
/// <param name="Learns">Whether any of its parameters learns now.</param>
internal sealed record Segment(Func<Tensor, Tensor> Forward, bool Learns);

using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>All that a method can look at. The tensors belong to the dispose scope around.</summary>
/// <param name="Net">The net, cut at the layer.</param>
/// <param name="Pass">The pictures at the cut; where the method uses gradients, the layer's gradient is there.</param>
/// <param name="Pictures">[N,3,H,W] in [-1,1].</param>
/// <param name="Questions">N of them.</param>
/// <param name="Score">Logits [N,classes] and questions → what is explained, [N].</param>
internal sealed record Evidence(
    CutNet Net, CutPass Pass, Tensor Pictures, IReadOnlyList<ClassQuestion> Questions, Func<Tensor, IReadOnlyList<ClassQuestion>, Tensor> Score)
{
    /// <summary>What left the layer, as a picture: [N,C,h,w].</summary>
    public Tensor Activation => Spatial(Pass.Activation.detach());

    /// <summary>Its gradient: [N,C,h,w].</summary>
    public Tensor Gradient => Spatial((Pass.Activation.grad ?? throw new InvalidOperationException("the method asked for no gradient")).detach());

    /// <summary>The layer's numbers, or others like them → [N,C,h,w].</summary>
    public Tensor Spatial(Tensor layer) => Net.Net.Spatial(layer, Pictures.shape[2], Pictures.shape[3]);

    /// <summary>What one picture's score would be for variations of it: [B,3,H,W] → [B].</summary>
    public Tensor ScoresOf(int picture, Tensor variations) => ScoresOf(picture, Net.Net.forward(variations), (int)variations.shape[0]);

    /// <summary>The same for variations of what left the layer.</summary>
    public Tensor ScoresOfLayer(int picture, Tensor variations) => ScoresOf(picture, Pass.LogitsOf(picture, variations), (int)variations.shape[0]);

    private Tensor ScoresOf(int picture, Tensor logits, int count) => Score(logits, [.. Enumerable.Repeat(Questions[picture], count)]);
}

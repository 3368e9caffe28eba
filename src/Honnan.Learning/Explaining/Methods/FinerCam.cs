using Honnan.Learning.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Honnan.Learning.Explaining.Methods;

/// <summary>
/// Finer-CAM (Zhang et al., 2025, equation 5): Grad-CAM of how far the class is ahead of those that come nearest to it, each counting as
/// its probability. Where the question names a class to hold it against, of that one alone.
/// </summary>
internal sealed class FinerCam() : WeightedChannels("finercam", "Finer-CAM")
{
    private const int Neighbours = 3; // the paper's, and pytorch-grad-cam's
    private static readonly Scalar Least = 1e-9.ToScalar();

    internal override Tensor Score(Tensor logits, IReadOnlyList<ClassQuestion> questions)
    {
        int classes = (int)logits.shape[1];
        Tensor own = ClassScore.Of(logits, [.. questions.Select(q => new ClassQuestion(q.Class))]).unsqueeze(1);
        Tensor distances = (logits.detach() - own.detach()).abs();
        long[] order = [.. distances.argsort(1).cpu().data<long>()];
        float[] compared = new float[order.Length];
        for (int i = 0; i < questions.Count; i++)
        {
            IEnumerable<long> nearest = order.Skip(i * classes).Take(classes).Where(c => c != questions[i].Class).Take(Neighbours);
            foreach (long other in questions[i].Against is { } against ? [against] : nearest)
            {
                compared[(i * classes) + other] = 1;
            }
        }

        Tensor weights = nn.functional.softmax(logits, 1) * tensor(compared, logits.shape, logits.dtype, logits.device);
        return ((own - logits) * weights).sum(1) / weights.sum(1).add(Least, Alpha.One);
    }

    protected override Tensor Weights(Evidence evidence) => evidence.Gradient.mean([2, 3]);
}

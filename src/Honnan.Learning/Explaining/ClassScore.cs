using static TorchSharp.torch;

namespace Honnan.Learning.Explaining;

/// <summary>The number whose reasons a map shows: a class's logit, or the difference of two classes' logits.</summary>
internal static class ClassScore
{
    /// <summary>Logits [N,classes] and N questions → [N], with their gradient; caller disposes.</summary>
    public static Tensor Of(Tensor logits, IReadOnlyList<ClassQuestion> questions)
    {
        Tensor own = Chosen(logits, [.. questions.Select(q => (long)q.Class)]);
        if (questions.All(q => q.Against is null))
        {
            return own;
        }

        using (own)
        {
            using Tensor other = Chosen(logits, [.. questions.Select(q => (long)(q.Against ?? q.Class))]);
            using Tensor counts = tensor(questions.Select(q => q.Against is null ? 0f : 1f).ToArray(), logits.dtype, logits.device);
            using Tensor less = other * counts;
            return own - less;
        }
    }

    private static Tensor Chosen(Tensor logits, long[] classes)
    {
        using Tensor index = tensor(classes, [classes.Length, 1], device: logits.device);
        using Tensor column = logits.gather(1, index);
        return column.squeeze(1);
    }
}

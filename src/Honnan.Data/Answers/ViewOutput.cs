namespace Honnan.Data.Answers;

/// <summary>What a net gives for one view of a picture.</summary>
/// <param name="Logits">[countries], before softmax.</param>
/// <param name="Features">[features], the head's inputs; empty where nobody asked for them.</param>
public readonly record struct ViewOutput(float[] Logits, float[] Features);

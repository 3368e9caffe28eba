namespace Honnan.Learning.Explaining;

/// <summary>What is asked of one picture: what in it speaks for a class, alone or rather than for another one.</summary>
/// <param name="Class">By its place in the model's order.</param>
/// <param name="Against">The class that it is held against; null for none.</param>
public readonly record struct ClassQuestion(int Class, int? Against = null);

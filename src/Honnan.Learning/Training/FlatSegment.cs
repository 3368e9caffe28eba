namespace Honnan.Learning.Training;

/// <summary>Where a parameter lies in flat memory.</summary>
/// <param name="Name">As weight files spell it.</param>
/// <param name="Offset">Its first number.</param>
/// <param name="Count">Its numbers.</param>
public readonly record struct FlatSegment(string Name, long Offset, long Count);

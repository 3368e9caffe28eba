namespace Honnan.Data.Curation;

/// <summary>Countries of the vocabulary that have no picture on a side.</summary>
/// <param name="Train">None to learn from.</param>
/// <param name="Validation">None to choose by.</param>
/// <param name="Test">None for the final figures.</param>
public sealed record SideGaps(IReadOnlyList<string> Train, IReadOnlyList<string> Validation, IReadOnlyList<string> Test);

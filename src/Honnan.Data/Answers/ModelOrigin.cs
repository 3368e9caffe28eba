namespace Honnan.Data.Answers;

/// <summary>What a model learned from: figures on such pictures say nothing of new ones.</summary>
/// <param name="Fold">The fold whose pictures were kept out of training, or null.</param>
/// <param name="HoldOut">Whether the selection's validation pictures were kept out of training.</param>
/// <param name="Selection">The digest of the selection that it was trained on, or null.</param>
/// <param name="Learned">Whether a picture, by the SHA-256 of its bytes in lower-case hexadecimal, was learned from; null where that is not known.</param>
public sealed record ModelOrigin(int? Fold, bool HoldOut, string? Selection, Func<string, bool>? Learned);

namespace Honnan.Data.Downloads;

/// <summary>A file of published weights.</summary>
/// <param name="Name">What to ask a download for.</param>
/// <param name="File">The file's name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Sha256">The first digits of its SHA-256, lower-case hexadecimal.</param>
public sealed record KnownWeightsFile(string Name, string File, Uri Address, string Sha256);

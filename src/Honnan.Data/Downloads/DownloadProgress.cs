namespace Honnan.Data.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is being fetched, below the output folder.</param>
/// <param name="Bytes">Bytes of it that are there.</param>
/// <param name="Total">Its length, where that is known.</param>
public sealed record DownloadProgress(string File, long Bytes, long? Total);

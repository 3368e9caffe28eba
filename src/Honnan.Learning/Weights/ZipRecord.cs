namespace Honnan.Learning.Weights;

/// <summary>A file inside a zip archive, as its directory describes it.</summary>
/// <param name="Name">The path inside the archive.</param>
/// <param name="HeaderStart">Where the archive says the record's own header is.</param>
/// <param name="Length">Bytes of data.</param>
/// <param name="IsStored">Neither compressed nor encrypted.</param>
internal sealed record ZipRecord(string Name, long HeaderStart, long Length, bool IsStored);

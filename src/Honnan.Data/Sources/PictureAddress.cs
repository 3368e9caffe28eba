namespace Honnan.Data.Sources;

/// <summary>Where a picture's bytes are.</summary>
/// <param name="Source">The source's name in the data file.</param>
/// <param name="File">The path below the source's path, with '/'; for Parquet that path, '#' and the row in that file, from 0.</param>
public readonly record struct PictureAddress(string Source, string File);

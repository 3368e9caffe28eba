namespace Honnan.Data.Sources;

/// <summary>Where the pictures of a row group lie in a temporary file. Filled by one thread, then read by any.</summary>
internal sealed class SpilledPictures(SpillFile file)
{
    private readonly List<(long Start, int Length, string? Missing)> _places = [];

    public void Add(ReadOnlySpan<byte> bytes) => _places.Add((file.Append(bytes), bytes.Length, null));

    public void AddMissing(string reason) => _places.Add((0, 0, reason));

    /// <summary>The bytes of a row, counted from the group's first.</summary>
    public byte[] Read(long row)
    {
        (long start, int length, string? missing) = _places[(int)row];
        return missing is null ? file.Read(start, length) : throw new InputException(missing);
    }
}

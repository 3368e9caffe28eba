namespace Honnan.Data.Catalogue;

/// <summary>How far an import is.</summary>
/// <param name="Done">Pictures judged.</param>
/// <param name="Total">Pictures in all, where that was known beforehand.</param>
/// <param name="Bytes">Encoded bytes read.</param>
public sealed record ImportProgress(long Done, long? Total, long Bytes);

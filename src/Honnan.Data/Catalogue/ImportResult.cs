namespace Honnan.Data.Catalogue;

/// <summary>What an import found.</summary>
/// <param name="Sources">By source, in the data file's order.</param>
public sealed record ImportResult(IReadOnlyList<SourceImport> Sources)
{
    /// <summary>Pictures listed by the sources.</summary>
    public long Pictures => Sources.Sum(source => source.Pictures);

    /// <summary>Pictures that can be used.</summary>
    public long Usable => Sources.Sum(source => source.Usable);

    /// <summary>Pictures that cannot.</summary>
    public long Refused => Pictures - Usable;
}

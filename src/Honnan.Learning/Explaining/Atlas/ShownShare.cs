namespace Honnan.Learning.Explaining.Atlas;

/// <summary>How many of some pictures show something.</summary>
/// <param name="Shown">Those that do.</param>
/// <param name="Pictures">All of them that could be read.</param>
public readonly record struct ShownShare(int Shown, int Pictures)
{
    /// <summary>In [0, 1]; 0 of none.</summary>
    public double Share => Pictures == 0 ? 0 : (double)Shown / Pictures;
}

namespace Honnan.Data.Curation.Copies;

/// <summary>What becomes of pictures that show the same view, a little turned.</summary>
public enum NearCopyHandling
{
    /// <summary>All stay; they are one group, so that they are on one side of every split.</summary>
    Group,

    /// <summary>One of them stays.</summary>
    Drop,
}

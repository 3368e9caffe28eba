namespace Honnan.Data.Curation;

/// <summary>What a picture is for.</summary>
public enum SplitSide
{
    /// <summary>Learnt from.</summary>
    Train,

    /// <summary>Measured on while training.</summary>
    Validation,

    /// <summary>Kept aside for the final figures.</summary>
    Test,
}

namespace Honnan.Data.Curation;

/// <summary>What is kept together when pictures are split.</summary>
public enum SplitRule
{
    /// <summary>Places: no place, copy or neighbour is ever on two sides.</summary>
    Place,

    /// <summary>Nothing: each picture goes its own way, as in the study; copies and neighbours then leak across.</summary>
    Random,
}

namespace Honnan.Data.Curation;

/// <summary>How many pictures of a country each step took.</summary>
public sealed record CountryCounts
{
    /// <summary>The country's code; "??" for pictures whose country is not known.</summary>
    public required string Country { get; init; }

    /// <summary>Pictures in the catalogue.</summary>
    public int Before { get; set; }

    /// <summary>Not usable.</summary>
    public int Unusable { get; set; }

    /// <summary>Of a country outside the vocabulary.</summary>
    public int OutsideVocabulary { get; set; }

    /// <summary>Byte for byte another one.</summary>
    public int Duplicates { get; set; }

    /// <summary>Taken by thinning, showing little.</summary>
    public int LowInformation { get; set; }

    /// <summary>Taken by thinning at random.</summary>
    public int Random { get; set; }

    /// <summary>In the selection.</summary>
    public int Kept { get; set; }

    /// <summary>Of these, for training.</summary>
    public int Train { get; set; }

    /// <summary>Of these, for validation.</summary>
    public int Validation { get; set; }

    /// <summary>Of these, for the test.</summary>
    public int Test { get; set; }
}

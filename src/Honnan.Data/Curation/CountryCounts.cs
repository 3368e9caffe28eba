namespace Honnan.Data.Curation;

/// <summary>How many pictures of a country each step took.</summary>
public sealed record CountryCounts
{
    /// <summary>The country's code; "??" for pictures whose country is not known.</summary>
    public required string Country { get; init; }

    /// <summary>Pictures in the catalogue.</summary>
    public int Before { get; set; }

    /// <summary>Not usable: refused by the import, or copies of pictures in other countries.</summary>
    public int Unusable { get; set; }

    /// <summary>Of a country outside the vocabulary.</summary>
    public int OutsideVocabulary { get; set; }

    /// <summary>Copies of another one, of whatever kind: the three numbers below.</summary>
    public int Duplicates { get; set; }

    /// <summary>Byte for byte another one.</summary>
    public int ByteCopies { get; set; }

    /// <summary>Another one, coded, scaled or trimmed anew.</summary>
    public int ReEncoded { get; set; }

    /// <summary>Of the view of another one, a little turned.</summary>
    public int NearCopies { get; set; }

    /// <summary>Showing little: nearly nothing, or less than others when the country was thinned.</summary>
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

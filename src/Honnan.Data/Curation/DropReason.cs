namespace Honnan.Data.Curation;

/// <summary>Why a picture of the catalogue is not in the selection. In files the words are in lower case with hyphens.</summary>
public enum DropReason
{
    /// <summary>The import refused it, or copies of it are said to be in different countries.</summary>
    Unusable,

    /// <summary>Its country is not one that the model is to know.</summary>
    OutsideVocabulary,

    /// <summary>Its bytes are those of another picture.</summary>
    ByteCopy,

    /// <summary>It is another picture, coded, scaled or trimmed anew.</summary>
    ReEncoded,

    /// <summary>It shows the view of another picture, a little turned.</summary>
    NearCopy,

    /// <summary>It shows little: nearly nothing, or less than others of a country that has too many.</summary>
    LowInformation,

    /// <summary>Its country has too many pictures.</summary>
    Random,
}

namespace Honnan.Data.Benchmarking;

/// <summary>A part of a picture's way whose speed can be measured.</summary>
public enum DataStage
{
    /// <summary>Reading files and decoding them at the scale that the loader needs, nothing else.</summary>
    Decode,

    /// <summary>Batches as training gets them: read, decoded, cut, resized, flipped, covered.</summary>
    Load,

    /// <summary>
    /// Judging every picture of every source, which is what <c>import</c> does, and, to compare with, reading and decoding the
    /// same at the scale that judging needs and nothing else.
    /// </summary>
    Import,

    /// <summary>
    /// Reading the encoded pictures of the Parquet sources in a row and by their addresses, and the same bytes from files.
    /// </summary>
    Parquet,

    /// <summary>A net's steps on batches as they come from the loader.</summary>
    EndToEnd,

    /// <summary>Answers of an exported model from the pictures' files, and, to compare with, decoding alone and the net alone.</summary>
    Predict,
}

using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;

namespace Honnan.Learning.Evaluation;

/// <summary>How much of a set a model has learned from: figures on such pictures say nothing of new ones.</summary>
public static class LearnedShare
{
    /// <summary>
    /// The pictures of a set whose bytes the model has learned from; null where the model does not say. Pictures coded
    /// anew, and others of the same place, are not told.
    /// </summary>
    /// <param name="model">What the model says of it.</param>
    /// <param name="set">Stays the caller's; pictures without a digest are read for it.</param>
    /// <param name="stop">Ends the work between two pictures.</param>
    public static int? Count(ModelOrigin model, JudgedSet set, CancellationToken stop)
    {
        if (model.Learned is not { } learned)
        {
            return null;
        }

        int count = 0;
        foreach (JudgedPicture picture in set.Pictures)
        {
            stop.ThrowIfCancellationRequested();
            count += (picture.Sha256 ?? DigestOf(picture, set)) is { } digest && learned(digest) ? 1 : 0;
        }

        return count;
    }

    private static string? DigestOf(JudgedPicture picture, JudgedSet set)
    {
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(set.Bytes.Read(picture.Address)));
        }
        catch (InputException)
        {
            return null; // judging it tells why
        }
    }
}

using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Data.Answers;

/// <summary>A model that says where pictures were taken, whatever runs it.</summary>
public interface IPictureModel
{
    /// <summary>The countries that it knows, in its order.</summary>
    IReadOnlyList<CountryCode> Countries { get; }

    /// <summary>How its outputs become answers.</summary>
    AnswerRules Rules { get; }

    /// <summary>How pictures are prepared for it.</summary>
    LoadingOptions Loading { get; }

    /// <summary>What it learned from.</summary>
    ModelOrigin Origin { get; }

    /// <summary>The answers, in the pictures' order. A picture that cannot be read has an error in its answer.</summary>
    /// <param name="pictures">What is asked; taken a group at a time.</param>
    /// <param name="bytes">Where pictures' bytes come from.</param>
    /// <param name="loading">How pictures are prepared; <see cref="Loading"/>, or nearly that.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop);
}

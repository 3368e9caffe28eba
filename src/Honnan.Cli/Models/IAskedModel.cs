using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;

namespace Honnan.Cli.Models;

/// <summary>A model that commands ask about pictures, whatever runs it.</summary>
internal interface IAskedModel : IDisposable
{
    /// <summary>The countries that it knows, in its order.</summary>
    IReadOnlyList<CountryCode> Countries { get; }

    /// <summary>Makes answers of what it gives for views.</summary>
    Answerer Answerer { get; }

    /// <summary>How pictures are prepared for it.</summary>
    LoadingOptions Loading { get; }

    /// <summary>The answers, in the pictures' order. A picture that cannot be read has an error in its answer.</summary>
    IEnumerable<PictureAnswer> Predict(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, LoadingOptions loading, CancellationToken stop);

    /// <summary>The same with Grad-CAM's maps for a country by its place in the model's order, or for each picture's guess.</summary>
    IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, int? country, LoadingOptions loading, CancellationToken stop);
}

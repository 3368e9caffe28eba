using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Models;

namespace Honnan.Cli.Models;

/// <summary>A model that commands ask about pictures, whatever runs it.</summary>
internal interface IAskedModel : IPictureModel, IDisposable
{
    /// <summary>Makes answers of what it gives for views.</summary>
    Answerer Answerer { get; }

    /// <summary>SHA-256 of all that decides on its answers, in lower-case hexadecimal.</summary>
    string Digest { get; }

    /// <summary>The net's numbers.</summary>
    long Parameters { get; }

    /// <summary>What it is, as far as it says.</summary>
    ModelDescription Description { get; }

    /// <summary>The answers with the maps that are asked for.</summary>
    /// <exception cref="Data.InputException">The model has no such maps.</exception>
    IEnumerable<Explanation> Explain(IEnumerable<PictureAddress> pictures, IPictureBytes bytes, MapRequest request, LoadingOptions loading, CancellationToken stop);
}

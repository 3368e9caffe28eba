using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;

namespace Honnan.Learning.Fitting;

/// <summary>Looks at pictures with a model, for fitting its rules.</summary>
public static class Observation
{
    private const int PicturesAtATime = 256;

    /// <summary>Every picture whose country the model knows.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="pictures">Which; each must be readable.</param>
    /// <param name="done">Called with pictures done.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="Honnan.Data.InputException">A picture cannot be read.</exception>
    public static IReadOnlyList<ObservedPicture> Of(
        TrainedModel model, IPictureBytes bytes, IReadOnlyList<JudgedPicture> pictures, Action<int>? done, CancellationToken stop)
    {
        Dictionary<CountryCode, int> classes = model.Countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        JudgedPicture[] known = [.. pictures.Where(p => classes.ContainsKey(p.Country))];
        var observed = new List<ObservedPicture>();
        foreach (JudgedPicture[] part in known.Chunk(PicturesAtATime))
        {
            IReadOnlyList<ViewOutput>[] views = Views(model, bytes, [.. part.Select(p => p.Address)], stop);
            observed.AddRange(part.Zip(views, (p, v) => new ObservedPicture(classes[p.Country], p.Group, p.Point, v)));
            done?.Invoke(observed.Count);
        }

        return observed;
    }

    /// <summary>The views of pictures, with features, in their order.</summary>
    /// <exception cref="Honnan.Data.InputException">A picture cannot be read.</exception>
    public static IReadOnlyList<ViewOutput>[] Views(TrainedModel model, IPictureBytes bytes, PictureAddress[] pictures, CancellationToken stop)
    {
        PictureHeaders headers = PictureHeaders.Read(bytes, pictures);
        return headers.Errors.FirstOrDefault(e => e is not null) is { } error
            ? throw new Honnan.Data.InputException(error)
            : [.. ViewOutputs.Of(model.Net, bytes, headers.Samples, model.Loading, features: true, null, stop).Select(v => v!)];
    }
}

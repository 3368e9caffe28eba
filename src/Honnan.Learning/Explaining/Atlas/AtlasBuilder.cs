using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Models;

namespace Honnan.Learning.Explaining.Atlas;

/// <summary>
/// Makes an atlas: explains every picture, looks closely at those in which something seems to light up, groups what lights
/// up by the net's own features, and looks for each group in all pictures.
/// </summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="set">The pictures; stays the caller's.</param>
/// <param name="options">How large it is.</param>
public sealed class AtlasBuilder(TrainedModel model, JudgedSet set, AtlasOptions options)
{
    private readonly Dictionary<CountryCode, int> _classes = model.Countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index);

    /// <summary>The countries that the model knows and the set shows: the study's first, then by name.</summary>
    /// <param name="galleries">Gets every gallery's pictures.</param>
    /// <param name="progress">Called with a share between 0 and 1 and what is being done.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="InputException">No picture of the model's countries was recognised.</exception>
    public IReadOnlyList<AtlasCountry> Build(CountryGalleries galleries, Action<double, string> progress, CancellationToken stop)
    {
        JudgedPicture[] pictures = [.. set.Pictures.Where(p => _classes.ContainsKey(p.Country))];
        ILookup<CountryCode, SeenPlace> places = Look(pictures, progress, stop).ToLookup(p => p.Picture.Country);
        if (places.Count == 0)
        {
            throw new InputException($"of {pictures.Length} pictures of the model's countries none was recognised: there is nothing to show");
        }

        CountryCode[] countries = AtlasOptions.InOrder(pictures.Select(p => p.Country));
        Examine([.. countries.SelectMany(c => Chosen(places[c]))], galleries, progress, stop);
        var finder = new HintFinder(model, set.Bytes, pictures, options);
        ILookup<CountryCode, Hint> hints = finder.Find(places, share => progress(0.75 + (0.25 * share), "looking for the hints in all pictures"), stop);
        return [.. countries.Select(c => new AtlasCountry(c, pictures.Count(p => p.Country == c), places[c].Count(), galleries.Of(c), [.. hints[c]]))];
    }

    private IEnumerable<SeenPlace> Look(JudgedPicture[] pictures, Action<double, string> progress, CancellationToken stop)
    {
        var explainer = new Explainer(model, set.Bytes, options: new MapOptions { KeepPeakFeatures = true });
        int i = 0;
        foreach (Explanation explanation in explainer.Explain(pictures.Select(p => p.Address), null, stop))
        {
            JudgedPicture picture = pictures[i++];
            progress(0.4 * i / pictures.Length, $"explaining {i} of {pictures.Length}");
            if (SeenPlace.Of(picture, explanation, _classes[picture.Country]) is { } place)
            {
                yield return place;
            }
        }
    }

    private IEnumerable<SeenPlace> Chosen(IEnumerable<SeenPlace> places) =>
        places.OrderByDescending(p => p.Concentration * p.OffCamera * p.Probability).Take(options.Examined);

    private void Examine(SeenPlace[] chosen, CountryGalleries galleries, Action<double, string> progress, CancellationToken stop)
    {
        var explainer = new Explainer(model, set.Bytes) { Measures = MapMeasures.Road | MapMeasures.Stability };
        int i = 0;
        foreach (Explanation explanation in explainer.Explain(chosen.Select(p => p.Picture.Address), null, stop))
        {
            SeenPlace place = chosen[i++];
            progress(0.4 + (0.35 * i / chosen.Length), $"examining {i} of {chosen.Length}");
            if (explanation.Road is not { } road || explanation.Stability is not { } stability)
            {
                continue; // it could be read before, and cannot now
            }

            var measured = new Interpretability(place.Concentration, stability, road, place.OffCamera);
            if (measured.Score <= 0)
            {
                continue; // the probability does not depend on what lights up, or nothing does but the camera
            }

            string name = Countries.Get(place.Picture.Country).English;
            PictureAddress address = place.Picture.Address;
            galleries.Add(place.Picture.Country, new GalleryTile(ExplainedPicture.Draw(set.Bytes.Read(address), explanation), address.File, name, name, place.Probability)
            {
                Merit = measured.Score,
                Remark = FormattableString.Invariant($"interpretable {measured.Score:0.00}: concentrated {measured.Concentration:0.00}, stable {stability:0.00}, ROAD {road:0.00}, off camera {place.OffCamera:0.00}"),
            });
        }
    }
}

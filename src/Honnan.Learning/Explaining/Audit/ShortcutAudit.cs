using Honnan.Data;
using Honnan.Data.Geography;
using Honnan.Data.Imaging;
using Honnan.Data.Loading;
using Honnan.Learning.Evaluation.Shortcuts;
using Honnan.Learning.Explaining.Regions;
using Honnan.Learning.Models;

namespace Honnan.Learning.Explaining.Audit;

/// <summary>
/// Looks for what a country recogniser must not rest on: evidence on the overlay, the watermarks, the car, seams and borders;
/// single places of the frame that give a country away; countries that are known in one source only.
/// </summary>
/// <param name="model">Stays the caller's.</param>
/// <param name="set">The pictures; stays the caller's.</param>
public sealed class ShortcutAudit(TrainedModel model, JudgedSet set)
{
    private readonly CoveredAnswers _covered = new(model, set.Bytes);

    /// <summary>Explains every picture, and asks the model again with parts covered.</summary>
    /// <param name="progress">Called with a share between 0 and 1 and what is being done.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <exception cref="InputException">The set shows no country that the model knows, or no picture can be read.</exception>
    public ShortcutReport Run(Action<double, string> progress, CancellationToken stop)
    {
        AuditedPicture[] pictures = Look(progress, stop);
        if (pictures.Length == 0)
        {
            throw new InputException("none of the pictures shows a country that the model knows, or none could be read");
        }

        List<RegionFinding> regions = [];
        foreach (string name in FrameRegions.Names)
        {
            AuditedPicture[] having = [.. pictures.Where(p => p.Evidence.ContainsKey(name))];
            regions.AddRange(having.Length == 0 ? [] : [Region(name, having, stop)]);
            progress(0.4 + (0.4 * (FrameRegions.Names.ToList().IndexOf(name) + 1) / FrameRegions.Names.Count), $"covering regions: {name}");
        }

        PlaceFinding[] places = [.. new PiledPlaces(_covered, model.Countries).Find(pictures, share => progress(0.8 + (0.2 * share), "covering places"), stop)];
        return new ShortcutReport
        {
            Pictures = pictures.Length,
            Regions = regions,
            Places = places,
            Sources = SourceRecalls.Of(pictures),
            Countries = SourceRecalls.Uneven(pictures, model.Countries),
        };
    }

    private AuditedPicture[] Look(Action<double, string> progress, CancellationToken stop)
    {
        Dictionary<CountryCode, int> classes = model.Countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        JudgedPicture[] asked = [.. set.Pictures.Where(p => classes.ContainsKey(p.Country))];
        List<AuditedPicture> pictures = [];
        int i = 0;
        foreach (Explanation explanation in new Explainer(model, set.Bytes).Explain(asked.Select(p => p.Address), null, stop))
        {
            JudgedPicture picture = asked[i++];
            progress(0.4 * i / asked.Length, $"explaining {i} of {asked.Length}");
            if (explanation.Answer.Error is null)
            {
                pictures.Add(AuditedPicture.Of(picture, explanation, classes[picture.Country]));
            }
        }

        return [.. pictures];
    }

    private RegionFinding Region(string name, AuditedPicture[] pictures, CancellationToken stop)
    {
        bool[] covered = Right(pictures, size => Of(size, name).Rectangles, stop);
        bool[] elsewhere = Right(pictures, size => Of(size, name).Elsewhere, stop);
        return new RegionFinding
        {
            Region = name,
            Title = FrameRegions.Get(name).Title,
            Pictures = pictures.Length,
            Evidence = pictures.Average(p => p.Evidence[name]),
            Area = pictures.Average(p => Of(p.Size, name).Area),
            Top1 = pictures.Average(p => p.Right ? 1.0 : 0),
            Top1Covered = covered.Average(r => r ? 1.0 : 0),
            Top1Elsewhere = elsewhere.Average(r => r ? 1.0 : 0),
            PValue = SignTest.PValue(covered.Zip(elsewhere).Count(p => p.First && !p.Second), covered.Zip(elsewhere).Count(p => !p.First && p.Second)),
        };
    }

    private static FrameRegion Of(PictureSize size, string name) => FrameRegions.Of(size).Single(r => r.Name == name);

    private bool[] Right(AuditedPicture[] pictures, Func<PictureSize, IReadOnlyList<FrameRectangle>> covered, CancellationToken stop) =>
        [.. _covered.Probabilities([.. pictures.Select(p => p.Picture.Address)], covered, stop).Zip(pictures, (answer, picture) => CoveredAnswers.IsRight(answer, picture.Truth))];
}

using Honnan.Data.Answers;
using Honnan.Data.Geography;
using Honnan.Data.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;

namespace Honnan.Learning.Evaluation;

/// <summary>Tries what more views of a picture give: 1, 2, 4 or 8 windows of a panorama, mirror images, ways of putting their answers together.</summary>
public static class ViewTrial
{
    private const int MostWindows = 8;
    private const int PicturesAtATime = 64;

    /// <summary>The figures of every number of windows and every combination; empty where no picture's country is known to the model.</summary>
    /// <param name="model">Stays the caller's.</param>
    /// <param name="set">Stays the caller's; pictures that cannot be read are left out.</param>
    /// <param name="clock">Measures the cost.</param>
    /// <param name="done">Called with pictures done and pictures in all.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public static IReadOnlyList<ViewFigures> Of(TrainedModel model, JudgedSet set, TimeProvider clock, Action<int, int>? done, CancellationToken stop)
    {
        // A model that sees panoramas in quarters has no other windows.
        LoadingOptions loading = model.Loading.Panorama == PanoramaHandling.Windows ? model.Loading with { Windows = MostWindows } : model.Loading;
        long begin = clock.GetTimestamp();
        IReadOnlyList<ViewedPicture> seen = Look(model, set, loading, done, stop);
        int views = seen.Sum(p => p.Probabilities.Length);
        double perView = views == 0 ? 0 : clock.GetElapsedTime(begin).TotalMilliseconds / views;
        return
        [
            .. Figures("panoramas", [.. seen.Where(p => p.Panorama)], loading, perView),
            .. Figures("singles", [.. seen.Where(p => !p.Panorama)], loading with { Windows = 1 }, perView),
        ];
    }

    private static List<ViewedPicture> Look(TrainedModel model, JudgedSet set, LoadingOptions loading, Action<int, int>? done, CancellationToken stop)
    {
        Dictionary<CountryCode, int> classes = model.Countries.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        JudgedPicture[] pictures = [.. set.Pictures.Where(p => classes.ContainsKey(p.Country))];
        var seen = new List<ViewedPicture>();
        int asked = 0;
        foreach (JudgedPicture[] part in pictures.Chunk(PicturesAtATime))
        {
            PictureHeaders headers = PictureHeaders.Read(set.Bytes, [.. part.Select(p => p.Address)]);
            IReadOnlyList<ViewOutput>?[] outputs = ViewOutputs.Of(
                model.Net, set.Bytes, headers.Samples, loading, features: false, (_, _) => { }, stop, mirrored: loading.Flip);
            for (int s = 0; s < outputs.Length; s++)
            {
                if (outputs[s] is { } views)
                {
                    JudgedPicture picture = part[headers.Places[s]];
                    seen.Add(new ViewedPicture(
                        classes[picture.Country], picture.Group, headers.Samples[s].Size.IsPanorama, [.. views.Select(v => model.Answerer.Probabilities(v.Logits))]));
                }
            }

            done?.Invoke(asked += part.Length, pictures.Length);
        }

        return seen;
    }

    private static IEnumerable<ViewFigures> Figures(string of, ViewedPicture[] pictures, LoadingOptions loading, double perView)
    {
        if (pictures.Length == 0)
        {
            yield break;
        }

        for (int windows = 1; windows <= loading.Windows; windows *= 2)
        {
            foreach (bool mirrored in loading.Flip ? (bool[])[false, true] : [false])
            {
                int step = loading.Windows / windows;
                int[][] choices = [.. Enumerable.Range(0, step).Select(first => Chosen(first, step, windows, loading.Flip, mirrored))];
                double cost = perView * windows * (mirrored ? 2 : 1);
                foreach (ViewCombination combination in Enum.GetValues<ViewCombination>())
                {
                    if (windows > 1 || mirrored || combination == ViewCombination.Probabilities)
                    {
                        (double top1, double logLoss) = ViewMixing.Judge(pictures, choices, combination);
                        yield return new ViewFigures(of, windows, mirrored, combination, pictures.Length, top1, logLoss, cost);
                    }
                }
            }
        }
    }

    /// <summary>The places of evenly spaced windows among a picture's views, each followed by its mirror image where the views have them.</summary>
    private static int[] Chosen(int first, int step, int windows, bool pairs, bool mirrored) =>
        [.. Enumerable.Range(0, windows).Select(w => first + (w * step)).SelectMany(w => !pairs ? [w] : mirrored ? (int[])[2 * w, (2 * w) + 1] : [2 * w])];
}

using Honnan.Data;
using Honnan.Data.Answers;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Explaining;
using Honnan.Learning.Explaining.Faithfulness;
using Honnan.Learning.Models;
using Honnan.World.Truth;

namespace Honnan.Cli.Demo;

/// <summary>Holds heat maps of drawn pictures against what was drawn.</summary>
/// <param name="world">The truth about the pictures.</param>
/// <param name="model">Stays the caller's.</param>
internal sealed class DrawnTruth(WorldManifest world, TrainedModel model)
{
    private const string SceneCue = "scene"; // not the camera's, and not the planted shortcut

    /// <summary>
    /// The pointing game (<see cref="MaskAgreement.Points"/>) of Grad-CAM over the pictures that show a cue of their country and are
    /// answered rightly: in how many the map's peak lies on such a cue.
    /// </summary>
    /// <param name="set">Pictures of the world.</param>
    /// <param name="report">Called with pictures done and in all.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    /// <returns>Hits, and pictures that were looked at.</returns>
    public (int Hits, int Pictures) Point(JudgedSet set, Action<int, int> report, CancellationToken stop)
    {
        (int hits, int looked, int i) = (0, 0, 0);
        foreach (Explanation explanation in new Explainer(model, set.Bytes).Explain(set.Pictures.Select(p => p.Address), null, stop))
        {
            JudgedPicture picture = set.Pictures[i++];
            report(i, set.Pictures.Count);
            bool right = explanation.Answer.Probabilities is { } p && model.Countries[Ranking.Largest(p)] == picture.Country;
            if (right && Mask(picture.Address, explanation.Answer.Size) is { } mask)
            {
                PictureSize size = explanation.Answer.Size;
                hits += MaskAgreement.Points(PictureHeatMap.Compose(size, size, explanation.Views, explanation.Loading), mask) ? 1 : 0;
                looked++;
            }
        }

        return (hits, looked);
    }

    /// <summary>[height · width], not 0 where one of the picture's scene cues is; null where there is none.</summary>
    private byte[]? Mask(PictureAddress address, PictureSize size)
    {
        CueRecord[] cues = [.. (world.Find(address)?.Cues ?? []).Where(c => c.Kind == SceneCue && c.Pixels > 0)];
        if (cues.Length == 0)
        {
            return null;
        }

        byte[] mask = new byte[size.Area];
        foreach (CueRecord cue in cues)
        {
            foreach ((int i, byte inside) in world.Mask(cue).ToPixels().Index())
            {
                mask[i] |= inside;
            }
        }

        return mask;
    }
}

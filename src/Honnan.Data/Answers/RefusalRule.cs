using System.Text.Json.Serialization;
using Honnan.Data.Configuration;

namespace Honnan.Data.Answers;

/// <summary>
/// Tells pictures that are not of the kind a model knows, such as drawings or documents: those whose mean score over the views
/// is above a threshold that held-out pictures of the known kind seldom reach.
/// </summary>
public sealed record RefusalRule : IValidated
{
    /// <summary>What is measured.</summary>
    public required RefusalScore Score { get; init; }

    /// <summary>Pictures above it are refused.</summary>
    public required double Threshold { get; init; }

    /// <summary>The share of held-out pictures of the known kind that are above it, in [0, 1].</summary>
    public double RefusedShare { get; init; }

    /// <summary>With <see cref="RefusalScore.Neighbours"/>: which of the nearest counts; at least 1.</summary>
    public int Neighbour { get; init; } = 1;

    /// <summary>The features' space; null where logits alone count.</summary>
    public FeatureSpace? Space { get; init; }

    /// <summary>Whether the features of views are looked at.</summary>
    [JsonIgnore]
    public bool NeedsFeatures => Score is not (RefusalScore.MaxProbability or RefusalScore.Energy);

    /// <summary>How strange a picture is: the mean over its views, at least one.</summary>
    public double Strangeness(IReadOnlyList<ViewOutput> views)
    {
        double sum = 0;
        foreach (ViewOutput view in views)
        {
            sum += Of(view);
        }

        return sum / views.Count;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Errors()
    {
        if (!double.IsFinite(Threshold))
        {
            yield return $"threshold must be finite, not {Threshold}";
        }

        if (Neighbour < 1)
        {
            yield return $"neighbour must be at least 1, not {Neighbour}";
        }

        if (NeedsFeatures && (Space is null || (Score is RefusalScore.Country or RefusalScore.Neighbours && Space.Points.Rows < Neighbour)))
        {
            yield return $"score {Score} needs a space with points";
        }
    }

    private double Of(ViewOutput view) => Score switch
    {
        RefusalScore.MaxProbability => -Softmax.Of(view.Logits).Max(),
        RefusalScore.Energy => -Softmax.Normaliser(Array.ConvertAll(view.Logits, z => (double)z), 1),
        RefusalScore.Centre => Space!.FromCentre(view.Features),
        RefusalScore.Country => Space!.FromPoints(view.Features, 1),
        RefusalScore.Neighbours => Space!.FromPoints(view.Features, Neighbour),
        RefusalScore.Residual => Space!.BesideAxes(view.Features),
        _ => throw new InvalidOperationException($"no such score: {Score}"),
    };
}

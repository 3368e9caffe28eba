namespace Honnan.Learning.Training;

/// <summary>What the batches of a step add up to.</summary>
internal sealed class StepSums
{
    /// <summary>Batches so far.</summary>
    public int Batches { get; private set; }

    /// <summary>Pictures in them.</summary>
    public int Pictures { get; private set; }

    /// <summary>Their losses, each times how much the picture counts.</summary>
    public double Loss { get; private set; }

    /// <summary>How much they count together: without weights, their number.</summary>
    public double Weight { get; private set; }

    /// <summary>How much those of the first batch count.</summary>
    public double FirstWeight { get; private set; }

    /// <summary>The mean loss of a picture.</summary>
    public double MeanLoss => Loss / Weight;

    /// <summary>Share of the pictures that were guessed right.</summary>
    public double Top1 => Right / (double)Pictures;

    private long Right { get; set; }

    /// <summary>Adds a batch.</summary>
    public void Add(double loss, double weight, long right, int pictures)
    {
        FirstWeight = Batches == 0 ? weight : FirstWeight;
        Batches++;
        (Loss, Weight, Right, Pictures) = (Loss + loss, Weight + weight, Right + right, Pictures + pictures);
    }

    /// <summary>Begins a step.</summary>
    public void Clear() => (Batches, Pictures, Loss, Weight, FirstWeight, Right) = (0, 0, 0, 0, 0, 0);
}

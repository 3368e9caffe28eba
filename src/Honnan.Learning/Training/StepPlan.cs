namespace Honnan.Learning.Training;

/// <summary>Where the steps of a run lie in its epochs, the last of which may be a fraction.</summary>
internal sealed class StepPlan
{
    private readonly long[] _ends; // steps done at the end of each epoch

    /// <summary>Counts the steps.</summary>
    /// <param name="epochs">Above 0; of a fraction, as many whole steps as make it.</param>
    /// <param name="batchesOf">Batches of an epoch, from 0.</param>
    public StepPlan(double epochs, Func<int, int> batchesOf)
    {
        var ends = new List<long>();
        long steps = 0;
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            steps += (long)Math.Ceiling(Math.Min(1, epochs - epoch) * batchesOf(epoch));
            ends.Add(steps);
        }

        _ends = [.. ends];
    }

    /// <summary>Steps in all.</summary>
    public long Steps => _ends[^1];

    /// <summary>The epoch of a step and its place in it, both from 0.</summary>
    public (int Epoch, int Batch) Locate(long step)
    {
        int epoch = Math.Min(_ends.Count(end => end <= step), _ends.Length - 1);
        return (epoch, (int)(step - Start(epoch)));
    }

    /// <summary>Epochs done after so many steps, with the fraction of the one under way.</summary>
    public double EpochAfter(long steps)
    {
        (int epoch, int batch) = Locate(steps);
        return epoch + ((double)batch / Math.Max(1, _ends[epoch] - Start(epoch)));
    }

    private long Start(int epoch) => epoch == 0 ? 0 : _ends[epoch - 1];
}

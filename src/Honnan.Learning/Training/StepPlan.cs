namespace Honnan.Learning.Training;

/// <summary>Where the steps of a run lie in its epochs, the last of which may be a fraction.</summary>
internal sealed class StepPlan
{
    // What is left of 2.1 epochs after two is a little more than a tenth in binary, and must not cost a step of ten.
    private const double Rounding = 1e-6;

    private readonly long[] _ends; // steps done at the end of each epoch
    private readonly int[] _batches; // of each epoch, were it whole

    /// <summary>Counts the steps.</summary>
    /// <param name="epochs">Above 0; of a fraction, as many whole steps as make it, at least one.</param>
    /// <param name="batchesOf">Batches of an epoch, from 0; at least one.</param>
    public StepPlan(double epochs, Func<int, int> batchesOf)
    {
        int count = (int)Math.Max(1, Math.Ceiling(epochs - Rounding));
        (_ends, _batches) = (new long[count], new int[count]);
        for (int epoch = 0; epoch < count; epoch++)
        {
            _batches[epoch] = batchesOf(epoch);
            double steps = Math.Min(1, epochs - epoch) * _batches[epoch];
            _ends[epoch] = Start(epoch) + Math.Max(1, (long)Math.Ceiling(steps - Rounding));
        }
    }

    /// <summary>Steps in all.</summary>
    public long Steps => _ends[^1];

    /// <summary>The epoch of a step and its place in it, both from 0.</summary>
    public (int Epoch, int Batch) Locate(long step)
    {
        int found = Array.BinarySearch(_ends, step);
        int epoch = Math.Min(found >= 0 ? found + 1 : ~found, _ends.Length - 1); // the first that ends after the step
        return (epoch, (int)(step - Start(epoch)));
    }

    /// <summary>Epochs done after so many steps, with the fraction of the one under way.</summary>
    public double EpochAfter(long steps)
    {
        (int epoch, int batch) = Locate(steps);
        return epoch + ((double)batch / _batches[epoch]);
    }

    private long Start(int epoch) => epoch == 0 ? 0 : _ends[epoch - 1];
}

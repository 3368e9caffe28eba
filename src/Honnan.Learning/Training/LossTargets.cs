using Honnan.Data.Geography;
using Honnan.Learning.Experiments;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// What the net should answer to a picture of each country, times how much the picture counts. The loss of a step is
/// −Σ target · log softmax(logits), divided by the sum of the targets: cross-entropy.
/// </summary>
internal sealed class LossTargets : IDisposable
{
    private readonly Tensor _table; // [C,C], a row for each true country

    /// <summary>Makes the targets of a vocabulary.</summary>
    /// <param name="options">Smoothing and weights.</param>
    /// <param name="countries">The classes, C.</param>
    /// <param name="pictures">[C]: pictures of each that are learnt from.</param>
    public LossTargets(TrainingOptions options, IReadOnlyList<CountryCode> countries, IReadOnlyList<int> pictures)
    {
        int count = countries.Count;
        double[] values = new double[count * count];
        for (int truth = 0; truth < count; truth++)
        {
            double[] spread = options.Smoothing == SmoothingKind.Distance
                ? Nearness(countries, truth, options.SmoothingKm)
                : [.. Enumerable.Repeat(1.0 / count, count)];
            double weight = Weight(options, pictures[truth]);
            for (int c = 0; c < count; c++)
            {
                double own = c == truth ? 1 - options.LabelSmoothing : 0;
                values[(truth * count) + c] = weight * (own + (options.LabelSmoothing * spread[c]));
            }
        }

        _table = tensor(values, [count, count]).DetachFromDisposeScope();
    }

    /// <summary>[N] int64 on the processor → the targets [N,C] of a type on a device; caller disposes.</summary>
    public Tensor Of(Tensor labels, ScalarType type, Device device)
    {
        using Tensor rows = _table.index_select(0, labels);
        return rows.to_type(type).to(device);
    }

    /// <summary>Frees the table.</summary>
    public void Dispose() => _table.Dispose();

    /// <summary>exp(−d / L) for every country, with d its distance from the true one, divided by their sum.</summary>
    private static double[] Nearness(IReadOnlyList<CountryCode> countries, int truth, double scale)
    {
        double[] near = [.. countries.Select(c => Math.Exp(-CountryCentres.KilometresBetween(countries[truth], c) / scale))];
        double sum = near.Sum();
        return Array.ConvertAll(near, n => n / sum);
    }

    private static double Weight(TrainingOptions options, int pictures) => options.ClassWeights switch
    {
        _ when pictures == 0 => 0, // never asked for
        ClassWeighting.SquareRoot => 1 / Math.Sqrt(pictures),
        ClassWeighting.EffectiveNumber => (1 - options.EffectiveBeta) / (1 - Math.Pow(options.EffectiveBeta, pictures)),
        ClassWeighting.Inverse => 1.0 / pictures,
        _ => 1,
    };
}
